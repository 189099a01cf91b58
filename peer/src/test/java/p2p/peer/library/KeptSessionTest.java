package p2p.peer.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import p2p.protocol.TrackerList;

/** A token goes to the trackers that it came from. */
class KeptSessionTest {

    private static final String ONE = " " + "1".repeat(64);
    private static final String OTHER = " " + "2".repeat(64);

    @ParameterizedTest
    @CsvSource({
        "a:1, a:1, true",
        "a:1, b:1, false",
        "a:1 ONE, a:1 ONE, true",
        "a:1 ONE, a:1 OTHER, false",
        "a:1 ONE, http://a:1, false",
        "https://a:1, http://a:1, false",
        "http://a:1, https://a:1, true",
        "http://a:1, a:1 ONE, true",
        "a:1 ONE|http://b:1, a:1 ONE|http://b:1, true",
        "a:1 ONE|http://b:1, b:1 OTHER, false",
        "a:1 ONE|b:1 ONE, b:1 ONE, true"
    })
    void goesTo(String kept, String now, boolean isMeant) {
        assertEquals(isMeant, KeptSession.of("ann", "token", list(kept)).isMeantFor(list(now)));
    }

    private static TrackerList list(String lines) {
        var all = new ArrayList<TrackerList.Entry>();
        for (String line : List.of(lines.split("\\|"))) {
            String whole = line.replace(" ONE", ONE).replace(" OTHER", OTHER);
            all.add(TrackerList.entry(all.size() + 1, whole));
        }
        return new TrackerList(all);
    }
}
