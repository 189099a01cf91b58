/**
 * Programs that are measured: one end of a transfer, the hashing of a file, the cost of each step.
 */
@NullMarked
package p2p.bench;

import org.jspecify.annotations.NullMarked;
