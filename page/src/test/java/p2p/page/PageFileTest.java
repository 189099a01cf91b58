package p2p.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageFileTest {

    private static final Path FILES = Path.of("src/main/resources/p2p/page");
    private static final Pattern REFERENCE =
            Pattern.compile("(?:src|href|from) ?=? ?\"([^\"#][^\"]*)\"");
    private static final Pattern TEXT =
            Pattern.compile("\\{\\{([a-z.-]+)}}|\\btext\\(\\s*\"([a-z.-]+)\"");
    private static final int JOIN_PAGE_BYTES = 100 * 1024;

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".properties"))
                    .sorted()
                    .toList();
        }
    }

    private static PageFile file(String name) {
        return PageFile.named(name).orElseThrow(() -> new AssertionError(name));
    }

    @Test
    void everyFileIsServedWithItsTypeAndNoOther() throws IOException {
        for (String name : names()) {
            String kind = name.substring(name.lastIndexOf('.') + 1);
            String type =
                    switch (kind) {
                        case "svg" -> "image/svg+xml";
                        case "js" -> "text/javascript";
                        default -> "text/" + kind;
                    };
            assertEquals(type + "; charset=utf-8", file(name).type(), name);
            assertTrue(file(name).tag().matches("\"[0-9a-f]{32}\""), file(name).tag());
        }
        for (String none :
                List.of(
                        "messages.properties",
                        "none.js",
                        "PageFile.class",
                        "../page/look.css",
                        "",
                        ".js",
                        "look.css/")) {
            assertTrue(PageFile.named(none).isEmpty(), none);
        }
    }

    /** What a page names is there; nothing comes from elsewhere, nothing stands in the markup. */
    @Test
    void pagesHoldToThePolicyByThemselves() throws IOException {
        for (String name : names()) {
            String text = file(name).text();
            REFERENCE
                    .matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .forEach(reference -> {
                        assertTrue(reference.startsWith(PageFile.PATH), name + ": " + reference);
                        file(reference.substring(PageFile.PATH.length()));
                    });
            if (!name.endsWith(".svg")) {
                assertFalse(
                        Pattern.compile("https?://[a-z]").matcher(text).find(),
                        name + " names another site");
            }
            assertFalse(text.matches("(?s).*(innerHTML|outerHTML|insertAdjacent).*"), name);
            if (name.endsWith(".html")) {
                assertFalse(text.matches("(?s).*(<style|style=|\\son[a-z]+=|<script>).*"), name);
            }
        }
    }

    @Test
    void everyTextIsThereAndUsed() throws IOException {
        Set<String> asked = new TreeSet<>();
        var all = new StringBuilder();
        for (String name : names()) {
            String source = Files.readString(FILES.resolve(name));
            all.append(source);
            TEXT.matcher(source)
                    .results()
                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                    .forEach(asked::add);
        }
        Set<String> there = PageFile.messages().keySet();
        Set<String> missing = new TreeSet<>(asked);
        missing.removeAll(there);
        assertEquals(Set.of(), missing);
        Set<String> unused =
                there.stream()
                        .filter(key -> !asked.contains(key) && all.indexOf('"' + key + '"') < 0)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), unused);
    }

    @Test
    void whatAPageNeedsIsSmall() {
        assertTrue(needed("join.html") < JOIN_PAGE_BYTES, () -> needed("join.html") + " bytes");
    }

    private static int needed(String page) {
        Set<String> names = new HashSet<>();
        needed(page, names);
        return names.stream()
                .mapToInt(name -> file(name).text().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private static void needed(String name, Set<String> names) {
        if (names.add(name)) {
            REFERENCE
                    .matcher(file(name).text())
                    .results()
                    .map(found -> found.group(1).substring(PageFile.PATH.length()))
                    .forEach(reference -> needed(reference, names));
        }
    }
}
