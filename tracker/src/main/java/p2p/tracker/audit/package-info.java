/**
 * What can be looked up afterwards: by an operator and the owner of a group, who was given which
 * right, and who lost it; by everybody, what is stored about them. It adds a row in the transaction
 * of the change and a line on its thread once that has committed, and changes nothing else.
 */
@NullMarked
package p2p.tracker.audit;

import org.jspecify.annotations.NullMarked;
