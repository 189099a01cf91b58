package p2p.peer.control;

import org.jspecify.annotations.Nullable;
import p2p.protocol.file.HashAlgorithm;

/**
 * Body of {@code POST /uploads}. The path is absolute, of a file or a folder; {@code name} is what
 * the group sees, null for the path's last part; {@code hash} is null for the default.
 */
public record NewUpload(
        String group, String path, @Nullable String name, @Nullable HashAlgorithm hash) {}
