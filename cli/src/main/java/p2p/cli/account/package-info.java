/** The account and its session. */
package p2p.cli.account;
