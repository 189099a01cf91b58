package p2p.protocol.api;

import java.time.Instant;
import java.util.List;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;
import p2p.protocol.session.Seeder;

/** All that a download starts with. */
public record DownloadGrant(
        String group,
        String file,
        FileId id,
        Manifest manifest,
        List<Seeder> seeders,
        byte[] ticket,
        Instant ticketExpires,
        int version) {}
