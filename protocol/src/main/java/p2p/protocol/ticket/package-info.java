/** The signed permission to fetch one file. */
package p2p.protocol.ticket;
