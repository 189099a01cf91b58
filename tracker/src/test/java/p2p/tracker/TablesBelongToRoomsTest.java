package p2p.tracker;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A table is named by the room that it belongs to, and by no other. What a room shows of a table to
 * those above is a view.
 */
class TablesBelongToRoomsTest {

    private static final Map<String, String> OWNERS =
            Map.ofEntries(
                    entry("account", "account"),
                    entry("session", "account"),
                    entry("device", "account"),
                    entry("password_reset", "account"),
                    entry("browser", "account"),
                    entry("grp", "group"),
                    entry("membership", "group"),
                    entry("join_request", "group"),
                    entry("invitation", "group"),
                    entry("spoken_code", "group"),
                    entry("file", "catalog"),
                    entry("share", "catalog"),
                    entry("file_version", "catalog"),
                    entry("share_device", "catalog"),
                    entry("attachment", "swarm"),
                    entry("serving", "swarm"),
                    entry("relay", "relay"),
                    entry("relay_key", "relay"),
                    entry("signing_key", "ticket"),
                    entry("tracker_identity", "identity"),
                    entry("key_wrapping", "secret"),
                    entry("audit", "audit"),
                    entry("tracker", "cluster"),
                    entry("swarm_event", "cluster"),
                    entry("answered_request", "retry"));

    /** Each view with its room, and the rooms above that read it. */
    private static final Map<String, List<String>> VIEWS =
            Map.of(
                    "person", List.of("account", "audit", "catalog", "swarm"),
                    "live_session", List.of("account", "swarm"),
                    "group_ref", List.of("group", "catalog", "swarm"),
                    "member", List.of("group", "swarm", "audit"),
                    "shared_file", List.of("catalog", "swarm"),
                    "sharer", List.of("catalog", "swarm"),
                    "known_version", List.of("swarm"),
                    "live_tracker", List.of("cluster", "relay"));

    private static final Path MAIN = Path.of("src/main");
    private static final Pattern TEXT =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);

    /** Where SQL names a table: behind one of these words, or in a list of several. */
    private static final Pattern TABLE =
            Pattern.compile(
                    "\\b(?:from|join|into|update|using)\\s+(?:only\\s+)?(?<first>[a-z_]+)\\b"
                            + "|[,(]\\s*(?<next>[a-z_]+)\\s+[a-z]{1,3}\\b");

    /** A table, and within its columns a reference to the accounts. */
    private static final Pattern ABOUT_ACCOUNT =
            Pattern.compile("create table (\\w+) \\((?:(?!;)[\\s\\S])*?references account ");

    private static final Pattern ENTITY = Pattern.compile("@Table\\(name = \"([a-z_]+)\"\\)");

    @Test
    void everyTableAndEveryViewHasARoom() throws IOException {
        assertEquals(new TreeSet<>(OWNERS.keySet()), created("table"));
        assertEquals(new TreeSet<>(VIEWS.keySet()), created("view"));
    }

    @Test
    void noRoomNamesTheTableOfAnother() throws IOException {
        Set<String> seen = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        for (Path source : files(MAIN.resolve("java/p2p/tracker"))) {
            String room = source.getName(source.getNameCount() - 2).toString();
            for (String table : named(Files.readString(source))) {
                seen.add(table);
                boolean may =
                        VIEWS.containsKey(table)
                                ? VIEWS.getOrDefault(table, List.of()).contains(room)
                                : room.equals(OWNERS.get(table));
                if (!may) {
                    wrong.add(source.getFileName() + " names " + table);
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(
                Stream.concat(OWNERS.keySet().stream(), VIEWS.keySet().stream()).collect(toSet()),
                seen);
    }

    @Test
    void whatNamesAnAccountIsToldToItsOwner() throws IOException {
        Set<String> told = new TreeSet<>();
        for (Path source : files(MAIN.resolve("java/p2p/tracker"))) {
            String text = Files.readString(source);
            if (text.contains("implements PersonalData")) {
                told.addAll(named(text));
            }
        }
        Set<String> aboutPeople = new TreeSet<>(Set.of("account", "serving", "share_device"));
        for (Path migration : files(MAIN.resolve("resources/db/migration"))) {
            ABOUT_ACCOUNT
                    .matcher(Files.readString(migration))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(aboutPeople::add);
        }
        aboutPeople.removeAll(told);
        assertEquals(Set.of(), aboutPeople);
    }

    private static Set<String> created(String what) throws IOException {
        Pattern create = Pattern.compile("create " + what + " (\\w+)");
        var names = new TreeSet<String>();
        for (Path migration : files(MAIN.resolve("resources/db/migration"))) {
            create.matcher(Files.readString(migration))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(names::add);
        }
        return names;
    }

    /** Texts that are parts of one statement stand next to each other. */
    private static Set<String> named(String source) {
        String texts =
                TEXT.matcher(source)
                        .results()
                        .map(TablesBelongToRoomsTest::text)
                        .collect(joining(" "));
        return Stream.concat(
                        TABLE.matcher(texts).results().map(TablesBelongToRoomsTest::table),
                        ENTITY.matcher(source).results().map(found -> found.group(1)))
                .filter(name -> OWNERS.containsKey(name) || VIEWS.containsKey(name))
                .collect(toSet());
    }

    private static String table(MatchResult place) {
        return place.group("first") == null ? place.group("next") : place.group("first");
    }

    private static String text(MatchResult literal) {
        return literal.group(1) == null ? literal.group(2) : literal.group(1);
    }

    private static List<Path> files(Path under) throws IOException {
        try (Stream<Path> all = Files.walk(under)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            assertFalse(files.isEmpty(), under.toString());
            return files;
        }
    }
}
