package p2p.protocol.session;

import p2p.protocol.file.FileId;

/** A file in a group. The id guards against a name that has come to stand for other content. */
public record FileRef(String group, String file, FileId id) {}
