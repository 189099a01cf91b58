package p2p.cli.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalHttpTest {

    @Test
    void readsTheStatusAndTheBody() throws IOException {
        var answer =
                LocalHttp.parse(
                        "HTTP/1.0 401 Unauthorized\r\nContent-Length: 4\r\nX: y\r\n\r\nnü!"
                                .getBytes(UTF_8));
        assertEquals(401, answer.status());
        assertEquals("nü!", new String(answer.body(), UTF_8));
    }

    @Test
    void theBodyMayBeOfAnyLengthWithoutAHeader() throws IOException {
        assertEquals(204, LocalHttp.parse("HTTP/1.1 204 \r\n\r\n".getBytes(UTF_8)).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.0 200 OK\r\n",
                "nonsense\r\n\r\n",
                "HTTP/1.0 200 OK\r\ncontent-length: 9\r\n\r\ncut"
            })
    void anAnswerThatIsCutOffIsNoAnswer(String text) {
        assertThrows(IOException.class, () -> LocalHttp.parse(text.getBytes(UTF_8)));
    }
}
