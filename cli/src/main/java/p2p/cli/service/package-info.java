/** The peer's service: its start, its end and its state. */
package p2p.cli.service;
