/** The programs as their users run them, and what can happen to them. */
package p2p.testkit;
