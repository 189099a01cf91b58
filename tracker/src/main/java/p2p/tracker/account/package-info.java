/** Who is who: accounts, passwords, sessions. */
package p2p.tracker.account;
