package p2p.protocol.api;

import p2p.protocol.file.FileId;

/** One of one's own shares, and which version of the name's it is. */
public record ShareInfo(String group, String file, FileId id, long size, int version) {}
