package p2p.protocol.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One hash for many files, by which two sides see that they know the same. */
public final class KnownFiles {

    private KnownFiles() {}

    /** Of what a user shares. */
    public static String shares(Set<FileRef> files) {
        return hash(files.stream().map(KnownFiles::line).toList());
    }

    /** Of what a session serves, and whether it does so as a whole. */
    public static String served(Map<FileRef, Boolean> complete) {
        return hash(
                complete.entrySet().stream()
                        .map(file -> line(file.getKey()) + "\t" + word(file.getValue()))
                        .toList());
    }

    private static String line(FileRef file) {
        return file.group() + "\t" + file.file() + "\t" + file.id().hex();
    }

    private static String word(boolean complete) {
        return complete ? "whole" : "part";
    }

    private static String hash(List<String> lines) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            lines.stream()
                    .map(line -> (line + "\n").getBytes(StandardCharsets.UTF_8))
                    .sorted(Arrays::compareUnsigned)
                    .forEach(sha256::update);
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
