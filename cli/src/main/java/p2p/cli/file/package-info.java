/** Files shared in groups. */
@NullMarked
package p2p.cli.file;

import org.jspecify.annotations.NullMarked;
