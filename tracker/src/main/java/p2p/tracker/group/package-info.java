/**
 * Who is in which group, in which role, and who has asked to be let in or is invited: the tables
 * {@code grp}, {@code membership}, {@code join_request} and {@code invitation}. It runs on the
 * virtual thread of a request, one change of a group at a time. What is shared in a group does not
 * belong here.
 */
@NullMarked
package p2p.tracker.group;

import org.jspecify.annotations.NullMarked;
