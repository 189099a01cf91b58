package p2p.peer.control;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.peer.disk.PrivateFile;
import p2p.protocol.Json;

/** Where the service on a home folder listens, and the secret that opens it, in a 0600 file. */
public record LocalAccess(int port, String secret) {

    public static final String PATH = "/local/v1";

    private static final String FILE = "service.json";
    private static final String HOST = "http://127.0.0.1:";
    private static final ObjectMapper JSON = Json.lenient();

    public static LocalAccess create(int port) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return new LocalAccess(port, HexFormat.of().formatHex(secret));
    }

    /** The access of the service that runs on this home, or ran and was killed. */
    public static Optional<LocalAccess> read(Path home) throws IOException {
        try {
            return Optional.of(
                    JSON.readValue(Files.readAllBytes(home.resolve(FILE)), LocalAccess.class));
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        }
    }

    public static void remove(Path home) throws IOException {
        Files.deleteIfExists(home.resolve(FILE));
    }

    public void write(Path home) throws IOException {
        PrivateFile.write(home.resolve(FILE), JSON.writeValueAsBytes(this));
    }

    public String url() {
        return HOST + port + PATH;
    }

    /** The value of the Authorization header that the service wants. */
    public String authorization() {
        return "Bearer " + secret;
    }

    boolean isOpenedBy(@Nullable String authorization) {
        return authorization != null
                && MessageDigest.isEqual(
                        authorization.getBytes(StandardCharsets.UTF_8),
                        authorization().getBytes(StandardCharsets.UTF_8));
    }
}
