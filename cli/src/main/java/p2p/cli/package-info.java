/** See docs/architecture.md. */
@NullMarked
package p2p.cli;

import org.jspecify.annotations.NullMarked;
