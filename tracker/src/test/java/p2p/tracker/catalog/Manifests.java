package p2p.tracker.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;

/** Manifests of files that nobody has. */
public final class Manifests {

    private Manifests() {}

    /** A file of one piece, whose hash is of this text. */
    public static Manifest of(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] hash = HashAlgorithm.SHA_256.newDigest().digest(bytes);
        return new Manifest(
                bytes.length, Manifest.SMALLEST_PIECE, HashAlgorithm.SHA_256, hash, hash);
    }

    public static Map<String, Object> share(String file, String content) {
        return Map.of("file", file, "manifest", of(content));
    }
}
