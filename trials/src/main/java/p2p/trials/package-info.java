/** Real programs, people's commands at random, and everything that can break, breaking. */
package p2p.trials;
