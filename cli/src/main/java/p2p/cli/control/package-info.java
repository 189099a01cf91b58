/** What every command that needs the peer's service stands on. */
package p2p.cli.control;
