package p2p.peer.disk;

import p2p.protocol.file.Manifest;

/** What hashing found out: the content, and how to tell later that it is still the same. */
public record HashedFile(Manifest manifest, FileStamp stamp) {}
