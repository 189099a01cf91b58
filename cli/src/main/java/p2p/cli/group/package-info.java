/** Groups and who is in them. */
@NullMarked
package p2p.cli.group;

import org.jspecify.annotations.NullMarked;
