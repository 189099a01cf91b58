package p2p.tracker.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static p2p.tracker.People.PASSWORD;
import static p2p.tracker.People.account;

import io.restassured.RestAssured;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import p2p.tracker.GuardedTracker;
import p2p.tracker.RawConnection;

/** Whether the tracker believes what is said of a client's address. */
@ExtendWith(GuardedTracker.class)
class ForwardedIT {

    private static final int MANY = 30;

    private static final Pattern ADDRESS = Pattern.compile("\"address\":\"([^\"]*)\"");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.5 | X-Forwarded-For: 198.51.100.1 | 127.0.0.5",
                "127.0.0.5 | Forwarded: for=198.51.100.1 | 127.0.0.5",
                "127.0.0.9 | X-Forwarded-For: 198.51.100.1 | 198.51.100.1",
                "127.0.0.9 | X-Forwarded-For: 203.0.113.7, 198.51.100.1 | 198.51.100.1",
                "127.0.0.9 | X-Forwarded-For: 198.51.100.1, 127.0.0.9 | 198.51.100.1",
                "127.0.0.9 | X-Forwarded-For: 198.51.100.1:4711 | 198.51.100.1",
                "127.0.0.9 | X-Forwarded-For: [2001:db8::1]:4711 | 2001:db8:0:0:0:0:0:1",
                "127.0.0.9 | X-Forwarded-For: 198.51.100.1, nobody | 127.0.0.9",
                "127.0.0.9 | Forwarded: for=198.51.100.1 | 127.0.0.9",
            })
    void onlyAProxyThatIsTrustedSaysWhereAClientIs(String from, String header, String seen)
            throws IOException {
        String name = account("bob");
        String body = "{\"name\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}";
        String granted = post(from, header, "/api/v1/sessions", body);
        assertTrue(granted.startsWith("HTTP/1.1 201 "), granted);
        Matcher own = Pattern.compile("\"token\":\"([^\"]*)\"").matcher(granted);
        assertTrue(own.find(), granted);
        try (var connection = RawConnection.open()) {
            String current =
                    connection
                            .say(
                                    "GET /api/v1/sessions/current HTTP/1.1\r\nHost: tracker\r\n"
                                            + "Connection: close\r\nAuthorization: Bearer "
                                            + own.group(1)
                                            + "\r\n\r\n")
                            .rest();
            Matcher address = ADDRESS.matcher(current);
            assertTrue(address.find(), current);
            assertEquals(seen, address.group(1));
        }
    }

    @Test
    void aForgedAddressChangesNoLimit() throws IOException {
        String name = account("ann");
        String wrong = "{\"name\":\"" + name + "\",\"password\":\"not the password\"}";
        String answer = "HTTP/1.1 401 ";
        int tries = 0;
        // One more is let through every so often, which may be soon where the tracker is slow.
        for (; answer.startsWith("HTTP/1.1 401 ") && tries < MANY; tries++) {
            String header = "X-Forwarded-For: 198.51.100." + tries;
            answer = post("127.0.0.6", header, "/api/v1/sessions", wrong);
        }
        assertTrue(answer.startsWith("HTTP/1.1 429 "), answer);
        assertTrue(tries > 5, tries + " tries");
        String right = "{\"name\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}";
        String others = post("127.0.0.7", "X-Forwarded-For: 127.0.0.6", "/api/v1/sessions", right);
        assertTrue(others.startsWith("HTTP/1.1 201 "), others);
    }

    private static String post(String from, String header, String path, String body)
            throws IOException {
        try (var connection = RawConnection.open(RestAssured.baseURI, from)) {
            return connection
                    .say(
                            ("POST %s HTTP/1.1\r\nHost: tracker\r\nConnection: close\r\n%s\r\n"
                                            + "Content-Type: application/json\r\n"
                                            + "Content-Length: %d\r\n\r\n%s")
                                    .formatted(path, header, body.length(), body))
                    .rest();
        }
    }
}
