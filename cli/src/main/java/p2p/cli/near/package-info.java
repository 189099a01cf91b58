/** The trackers on this machine's links, which a person may choose from. */
@NullMarked
package p2p.cli.near;

import org.jspecify.annotations.NullMarked;
