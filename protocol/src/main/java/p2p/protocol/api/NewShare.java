package p2p.protocol.api;

import p2p.protocol.file.Manifest;

/** Body of {@code POST /groups/G/shares}: the file's manifest, never the file. */
public record NewShare(String file, Manifest manifest) {}
