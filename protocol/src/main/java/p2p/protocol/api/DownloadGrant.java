package p2p.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;
import p2p.protocol.session.Seeder;

/**
 * All that a download starts with. {@code unchecked} are those whom the tracker cannot reach, and
 * others perhaps, where they say that they are; trackers of before do not say it.
 */
public record DownloadGrant(
        String group,
        String file,
        FileId id,
        Manifest manifest,
        List<Seeder> seeders,
        byte[] ticket,
        Instant ticketExpires,
        int version,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Seeder> unchecked) {}
