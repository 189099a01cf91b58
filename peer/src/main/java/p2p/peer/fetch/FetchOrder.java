package p2p.peer.fetch;

import p2p.peer.order.DownloadOrder;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;

/** What to fetch, as it was ordered; the destination is the file's place. */
public record FetchOrder(FileId file, Manifest manifest, DownloadOrder wanted) {}
