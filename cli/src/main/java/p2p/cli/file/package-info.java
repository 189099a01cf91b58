/** Files shared in groups. */
package p2p.cli.file;
