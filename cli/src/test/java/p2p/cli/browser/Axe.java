package p2p.cli.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What axe finds that people who do not see, or use no mouse, would stumble over. */
final class Axe {

    /** All that it looks for: what the guidelines ask for, and what is said to be good besides. */
    private static final String FINDINGS =
            """
            axe.run(document, {resultTypes: ['violations']}).then(found =>
                found.violations.map(each => each.id + ': ' + each.nodes
                    .map(node => node.target.join(' ') + ' ' + node.failureSummary).join('; ')))
            """;

    private Axe() {}

    /** In the light and in the dark, on a telephone and on a laptop. */
    static void assertFindsNothing(Tab tab) throws IOException {
        for (int width : List.of(360, 1200)) {
            tab.width(width);
            for (boolean isDark : List.of(true, false)) {
                tab.dark(isDark);
                assertEquals("[]", findings(tab), width + (isDark ? ", dark" : ""));
            }
        }
    }

    static String findings(Tab tab) throws IOException {
        if (tab.is("typeof axe === 'undefined'").asBoolean()) {
            tab.is(script() + "; 0");
        }
        return tab.is(FINDINGS).toString();
    }

    private static String script() throws IOException {
        try (InputStream file = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
