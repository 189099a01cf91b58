/** The programs as their users run them, and what can happen to them. */
@NullMarked
package p2p.testkit;

import org.jspecify.annotations.NullMarked;
