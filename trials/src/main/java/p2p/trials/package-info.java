/** Real programs, people's commands at random, and everything that can break, breaking. */
@NullMarked
package p2p.trials;

import org.jspecify.annotations.NullMarked;
