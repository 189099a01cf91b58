package p2p.peer.fetch;

import java.nio.file.Path;
import p2p.peer.choose.PieceSelection;
import p2p.peer.disk.IfExists;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;

/**
 * What to download, and where to.
 *
 * @param hashWhole whether to check the whole file's hash at the end as well
 */
public record FetchOrder(
        FileId file,
        Manifest manifest,
        Path target,
        IfExists ifExists,
        PieceSelection selection,
        boolean hashWhole) {}
