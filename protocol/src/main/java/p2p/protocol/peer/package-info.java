/** How peers know and reach each other. */
package p2p.protocol.peer;
