/** Downloads and how fast they go. */
package p2p.cli.download;
