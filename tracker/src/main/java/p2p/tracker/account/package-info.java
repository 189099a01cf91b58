/**
 * Who is who: accounts, passwords, sessions, and the devices that renew them; the tables {@code
 * account}, {@code session} and {@code device}. Requests come on virtual threads; passwords are
 * hashed on threads of their own. That somebody is in a group or attached is none of its affair:
 * what happens to an account is told to the rooms above by events, in the transaction in which it
 * happens.
 */
@NullMarked
package p2p.tracker.account;

import org.jspecify.annotations.NullMarked;
