/** What the programs say to each other, and nothing else. */
package p2p.protocol;
