/**
 * What an operator can look up afterwards: who was given which right, and who lost it. It writes a
 * line on the thread of the change, once that has committed, and changes nothing itself.
 */
@NullMarked
package p2p.tracker.audit;

import org.jspecify.annotations.NullMarked;
