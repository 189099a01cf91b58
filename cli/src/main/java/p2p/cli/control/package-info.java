/** What every command that needs the peer's service stands on. */
@NullMarked
package p2p.cli.control;

import org.jspecify.annotations.NullMarked;
