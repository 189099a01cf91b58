package p2p.peer.disk;

import p2p.protocol.file.Manifest;

/** What hashing a folder found out: the content, and its tree, which has to be kept. */
public record HashedFolder(Manifest manifest, byte[] tree) {}
