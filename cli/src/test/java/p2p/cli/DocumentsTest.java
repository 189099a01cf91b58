package p2p.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the documents name is there: classes, their methods, and the files that links lead to. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES =
            List.of("protocol", "page", "tracker", "peer", "cli");
    private static final Pattern NAMED =
            Pattern.compile("`([A-Z][A-Za-z]+)(?:\\.([a-z][A-Za-z]+))?`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    /** Sources by the name of the class; two rooms may use the same word for themselves. */
    private static final Map<String, StringBuilder> SOURCES = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    SOURCES.computeIfAbsent(name, _ -> new StringBuilder())
                            .append(Files.readString(file));
                }
            }
        }
    }

    private static List<MatchResult> in(Path document, String from, Pattern pattern)
            throws IOException {
        String text = Files.readString(document);
        return pattern.matcher(text.substring(text.indexOf(from))).results().toList();
    }

    private static List<String> missing(List<MatchResult> names) {
        List<String> missing = new ArrayList<>();
        for (MatchResult name : names) {
            StringBuilder source = SOURCES.get(name.group(1));
            boolean there =
                    source != null
                            && (name.group(2) == null
                                    || source.indexOf(" " + name.group(2) + "(") >= 0);
            if (!there) {
                missing.add(name.group());
            }
        }
        return missing;
    }

    @Test
    void theWalksNameMethodsThatAreThere() throws IOException {
        List<MatchResult> names = in(ROOT.resolve("docs/architecture.md"), "## Two walks", NAMED);
        assertTrue(names.size() > 40, () -> "only " + names.size());
        assertEquals(List.of(), missing(names));
    }

    @Test
    void theGlossaryNamesClassesThatAreThere() throws IOException {
        List<MatchResult> names = in(ROOT.resolve("docs/glossary.md"), "| word |", NAMED);
        assertTrue(names.size() > 60, () -> "only " + names.size());
        assertEquals(List.of(), missing(names));
    }

    @Test
    void linksLeadToFilesThatAreThere() throws IOException {
        List<String> broken = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
            Stream<Path> all = Stream.concat(top, below);
            for (Path document : all.filter(f -> f.toString().endsWith(".md")).toList()) {
                for (MatchResult link : in(document, "", LINK)) {
                    if (!Files.exists(document.resolveSibling(link.group(1)))) {
                        broken.add(document + ": " + link.group(1));
                    }
                }
            }
        }
        assertEquals(List.of(), broken);
    }
}
