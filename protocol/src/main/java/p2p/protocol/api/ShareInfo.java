package p2p.protocol.api;

import p2p.protocol.file.FileId;

/** One of one's own shares. */
public record ShareInfo(String group, String file, FileId id, long size) {}
