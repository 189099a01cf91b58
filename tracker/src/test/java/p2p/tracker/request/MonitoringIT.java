package p2p.tracker.request;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.tracker.People;
import p2p.tracker.RunningTracker;

/** Every figure that an alert or a panel asks for is one that the tracker gives. */
@ExtendWith(RunningTracker.class)
class MonitoringIT {

    private static final Path FOLDER = Path.of("..", "k8s", "components", "monitoring");
    private static final Pattern NO_FIGURES =
            Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring)\\s*\\([^)]*\\)");
    private static final Pattern FIGURE = Pattern.compile("\\b[a-z_][a-z0-9_]*\\b(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool");

    @Test
    void alertsAskForFiguresThatThereAre() throws IOException {
        String rules = Files.readString(FOLDER.resolve("alerts.yaml"));
        List<String> queries =
                Pattern.compile("(?m)^ +expr: (?:>-\\n((?: {12}.*\\n)+)|(.+)$)")
                        .matcher(rules)
                        .results()
                        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                        .toList();
        assertEquals(rules.split("- alert:").length - 1, queries.size());
        assertGiven(queries);
    }

    @Test
    void panelsAskForFiguresThatThereAre() throws IOException {
        var queries = new ArrayList<String>();
        JsonNode board = new ObjectMapper().readTree(FOLDER.resolve("dashboard.json").toFile());
        for (JsonNode panel : board.get("panels")) {
            panel.get("targets").forEach(target -> queries.add(target.get("expr").asText()));
        }
        assertTrue(queries.size() > 10);
        assertGiven(queries);
    }

    @Test
    void aMadeUpFigureWouldBeNoticed() {
        assertEquals(
                Set.of("p2p_made_up", "p2p_sessions"),
                figures("sum by (pod) (rate(p2p_made_up{a=\"b\"}[5m])) > 0.1 * p2p_sessions"));
    }

    private static void assertGiven(List<String> queries) throws IOException {
        People.loggedIn("ann");
        Set<String> given =
                given().get(RunningTracker.operator() + "/q/metrics")
                        .asString()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("[{ ]", 2)[0])
                        .collect(Collectors.toSet());
        for (String query : queries) {
            Set<String> asked = figures(query);
            assertTrue(!asked.isEmpty(), query);
            asked.removeAll(given);
            assertEquals(Set.of(), asked, query);
        }
    }

    private static Set<String> figures(String query) {
        return FIGURE.matcher(NO_FIGURES.matcher(query).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .filter(word -> !WORDS.contains(word))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
