package p2p.protocol.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever writes a client has docs/protocol.md alone. */
class MessagesAreDescribedTest {

    private static final Path PROTOCOL = Path.of("..", "docs", "protocol.md");

    @ParameterizedTest
    @ValueSource(classes = {PeerMessage.class, TrackerMessage.class})
    void everyFieldOfEveryMessageIsDescribed(Class<?> messages) throws IOException {
        List<String> lines = Files.readAllLines(PROTOCOL);
        JsonSubTypes kinds = Objects.requireNonNull(messages.getAnnotation(JsonSubTypes.class));
        for (JsonSubTypes.Type kind : kinds.value()) {
            for (RecordComponent field : kind.value().getRecordComponents()) {
                assertTrue(
                        lines.stream().anyMatch(line -> describes(line, kind.name(), field)),
                        kind.name() + " has a field " + field.getName());
            }
        }
    }

    private static boolean describes(String line, String message, RecordComponent field) {
        String[] cells = line.split(" \\| ");
        return cells.length > 1
                && cells[0].contains("`" + message + "`")
                && cells[1].contains("`" + field.getName() + "`");
    }
}
