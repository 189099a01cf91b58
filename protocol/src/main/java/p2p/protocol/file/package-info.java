/** What a shared file is: its manifest, its hashes and its id. */
package p2p.protocol.file;
