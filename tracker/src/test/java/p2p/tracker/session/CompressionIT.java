package p2p.tracker.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.loggedIn;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.tracker.RawConnection;
import p2p.tracker.RunningTracker;

/** A client that would have the tracker inflate what it says. */
@ExtendWith(RunningTracker.class)
class CompressionIT {

    private static final int INFLATED = 60 << 20;
    private static final int FINAL_COMPRESSED_TEXT = 0x80 | 0x40 | 1;
    private static final int MASKED_WITH_LONG_LENGTH = 0x80 | 127;

    @Test
    void noMessageIsInflated() throws Exception {
        String token = loggedIn("ann").token();
        try (var client = RawConnection.open()) {
            client.say(
                    """
                    GET /api/v1/session HTTP/1.1
                    Host: tracker
                    Upgrade: websocket
                    Connection: Upgrade
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==
                    Sec-WebSocket-Extensions: permessage-deflate, deflate-frame, x-webkit-deflate-frame
                    Authorization: Bearer %s

                    """
                            .formatted(token)
                            .replace("\n", "\r\n"));
            String answer = client.head();
            assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
            assertFalse(
                    answer.toLowerCase(Locale.ROOT).contains("sec-websocket-extensions"), answer);
            client.say(frame(deflatedBlanks()));
            String rest = client.rest();
            assertFalse(rest.contains("bad-message"), rest);
        }
    }

    private static byte[] deflatedBlanks() {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(" ".repeat(INFLATED).getBytes(StandardCharsets.US_ASCII));
        deflater.finish();
        byte[] deflated = new byte[1 << 20];
        int length = deflater.deflate(deflated);
        deflater.end();
        return Arrays.copyOf(deflated, length);
    }

    /** With a mask of zeros, which changes nothing. */
    private static byte[] frame(byte[] payload) {
        var frame = new ByteArrayOutputStream();
        frame.write(FINAL_COMPRESSED_TEXT);
        frame.write(MASKED_WITH_LONG_LENGTH);
        for (int shift = 56; shift >= 0; shift -= 8) {
            frame.write((int) ((long) payload.length >> shift));
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }
}
