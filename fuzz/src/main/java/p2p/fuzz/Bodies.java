package p2p.fuzz;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.List;
import p2p.protocol.Json;
import p2p.protocol.api.DownloadGrant;
import p2p.protocol.api.LogIn;
import p2p.protocol.api.NewShare;
import p2p.protocol.api.Renewal;
import p2p.protocol.file.Manifest;

/** Bodies of requests and answers, above all those with manifests. */
public final class Bodies {

    private static final ObjectMapper STRICT = Json.strict();
    private static final List<Class<?>> TYPES =
            List.of(NewShare.class, DownloadGrant.class, LogIn.class, Renewal.class);

    private Bodies() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        Class<?> type = TYPES.get((input[0] & 0xFF) % TYPES.size());
        try {
            Object read = STRICT.readValue(input, 1, input.length - 1, type);
            if (read instanceof NewShare share && share.manifest() != null) {
                look(share.manifest());
            }
        } catch (JacksonException | CharConversionException e) {
            // It is refused with 400.
        }
    }

    private static void look(Manifest manifest) {
        int pieces = manifest.pieceCount();
        if (pieces > 0 && manifest.pieceLength(pieces - 1) <= 0) {
            throw new IllegalStateException("its last piece is empty");
        }
        manifest.computeId();
    }
}
