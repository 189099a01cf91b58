/** What the programs say to each other, and nothing else. */
@NullMarked
package p2p.protocol;

import org.jspecify.annotations.NullMarked;
