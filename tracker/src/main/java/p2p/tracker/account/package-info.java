/**
 * Who is who: accounts, passwords, devices and sessions, and their tables {@code account}, {@code
 * device} and {@code session}. Requests come on virtual threads; passwords are hashed on threads of
 * their own. That somebody is in a group or attached is none of its affair: what happens to an
 * account is told to the rooms above by events, in the transaction in which it happens.
 */
@NullMarked
package p2p.tracker.account;

import org.jspecify.annotations.NullMarked;
