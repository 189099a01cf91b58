package p2p.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import p2p.cli.stage.Person;
import p2p.cli.stage.Stage;
import p2p.testkit.Ran;

/** From nothing to a file of somebody else's: {@code share} and {@code get}. */
class TwoCommandsIT {

    private static final int SIZE = 3_000_000;

    private final String id = Stage.freshName("two");
    private final String ann = "ann-" + id;
    private final String bob = "bob-" + id;
    private final String cem = "cem-" + id;
    private final String holiday = "holiday-" + id;
    private final Stage stage;
    private final Path folder;

    TwoCommandsIT() throws IOException {
        stage = Stage.shared();
        folder = stage.folder().resolve("of-" + ann).resolve(holiday);
    }

    @BeforeEach
    void annHasAFolder() throws IOException {
        long seed = System.nanoTime();
        System.out.println("The folder " + holiday + " is made of the seed " + seed);
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        Files.createDirectories(folder.resolve("day 1"));
        Files.write(folder.resolve("day 1/film.bin"), bytes);
        Files.writeString(folder.resolve("notes.txt"), "notes");
    }

    private void annKnowsTheTracker() throws IOException {
        Files.copy(stage.trackerInfo(), folder.resolveSibling("tracker_info.txt"));
    }

    private String share(Person person, String... more) throws IOException {
        var words = new ArrayList<>(List.of("--json", "share", holiday));
        words.addAll(List.of(more));
        Ran ran = person.run(words.toArray(String[]::new));
        assertEquals(0, ran.exitCode(), ran::toString);
        return ran.document().get("link").asText();
    }

    private void assertHas(String name) throws IOException {
        Path copy = stage.folder().resolve("of-" + name).resolve(holiday);
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("day 1/film.bin")),
                Files.readAllBytes(copy.resolve("day 1/film.bin")));
        assertEquals("notes", Files.readString(copy.resolve("notes.txt")));
    }

    @Test
    void theFirstFileIsThereAfterTwoCommands() throws IOException {
        try (Person annsPeer = stage.withNothing(ann);
                Person bobsPeer = stage.withNothing(bob);
                Person cemsPeer = stage.withNothing(cem)) {
            Ran unknown = annsPeer.run("share", holiday, "--name", ann);
            assertEquals(2, unknown.exitCode(), unknown::toString);
            assertTrue(
                    unknown.err()
                            .startsWith(
                                    "p2p: No tracker is known yet; say --tracker HOST:PORT, or one"
                                            + " of these: --tracker here (a new one on this"
                                            + " machine)"),
                    unknown::toString);
            annKnowsTheTracker();
            Ran nameless = annsPeer.run("share", holiday);
            assertEquals(2, nameless.exitCode(), nameless::toString);
            assertTrue(
                    nameless.err()
                            .endsWith(
                                    "p2p: There is no terminal to ask on; say who you are with"
                                            + " --name NAME.\n"),
                    nameless::toString);

            Path bad = Files.createDirectory(folder.resolveSibling("ba\\d"));
            Ran refused = annsPeer.run("share", bad.toString(), "--name", ann);
            assertEquals(1, refused.exitCode(), refused::toString);
            assertEquals("", annsPeer.run("my_groups").out());

            Ran shared = annsPeer.run("share", holiday, "--to", "Bob");
            assertEquals(0, shared.exitCode(), shared::toString);
            assertTrue(
                    shared.out()
                            .matches(
                                    "p2p get 'http://127[.]0[.]0[.]1:[0-9]+/i/"
                                            + holiday
                                            + "#[0-9a-v]{26}'\n"),
                    shared::toString);
            assertTrue(
                    shared.err().contains("Shared [" + holiday + "] " + holiday + "/ (2 files,"),
                    shared::toString);
            String link = shared.out().replaceFirst("(?s).*'(.*)'.*", "$1");
            Ran unchanged = annsPeer.run("share", holiday);
            assertTrue(
                    unchanged
                            .err()
                            .contains(
                                    "[%s] has %s already, unchanged.\n".formatted(holiday, folder)),
                    unchanged::toString);
            assertFalse(shared.err().contains("from before"), shared::toString);
            assertTrue(
                    unchanged
                            .err()
                            .contains(
                                    "A link of yours from before is still good, too: 'p2p --home %s list_invitations %s' shows which,"
                                            .formatted(annsPeer.home(), holiday)),
                    unchanged::toString);

            Ran got = bobsPeer.run("get", link, "--name", bob);
            assertEquals(0, got.exitCode(), got::toString);
            assertTrue(
                    got.out().startsWith("Downloaded [" + holiday + "] " + holiday + "/ to "),
                    got::toString);
            assertTrue(
                    got.err().contains("\nYou are a member of " + holiday + " now.\n"),
                    got::toString);
            assertHas(bob);

            Ran again = bobsPeer.run("get", link);
            assertEquals(0, again.exitCode(), again::toString);
            assertEquals(
                    "All of %s is here already: %s.\n"
                            .formatted(
                                    holiday, stage.folder().resolve("of-" + bob).resolve(holiday)),
                    again.out());

            Ran elsewhere = bobsPeer.run("get", link, folder.resolveSibling("other").toString());
            assertEquals(0, elsewhere.exitCode(), elsewhere::toString);
            assertEquals(again.out(), elsewhere.out());
            assertEquals(
                    "Nothing was put into %s/ of what is here already: %s; copy it from there.\n"
                            .formatted(
                                    folder.resolveSibling("other"),
                                    stage.folder().resolve("of-" + bob).resolve(holiday)),
                    elsewhere.err());

            Ran second = cemsPeer.run("get", link, "--name", cem);
            assertEquals(1, second.exitCode(), second::toString);
            assertTrue(
                    second.err()
                            .endsWith(
                                    "p2p: This invitation to '%s' was used already; ask '%s' for another one.\n"
                                            .formatted(holiday, ann)),
                    second::toString);
            assertFalse(second.err().contains("You are " + cem), second::toString);
            assertFalse(Files.exists(cemsPeer.home().resolve("passwords/" + cem + ".password")));
            assertFalse(Files.exists(stage.folder().resolve("of-" + cem).resolve(holiday)));
        }
    }

    @Test
    void whatIsRevokedOrHasExpiredIsRefusedAndAnotherLinkIsTaken() throws Exception {
        annKnowsTheTracker();
        try (Person annsPeer = stage.withNothing(ann);
                Person bobsPeer = stage.withNothing(bob)) {
            String revoked = share(annsPeer, "--name", ann);
            Ran listed = annsPeer.run("--json", "list_invitations", holiday);
            String number = listed.document().get(0).get("id").asText();
            assertEquals(0, annsPeer.run("revoke_invitation", holiday, number).exitCode());
            Ran unknown = bobsPeer.run("get", revoked, "--name", bob);
            assertEquals(1, unknown.exitCode(), unknown::toString);
            assertTrue(
                    unknown.err().contains("p2p: There is no such invitation (any more): "),
                    unknown::toString);

            String expired = share(annsPeer);
            stage.database()
                    .rows(
                            "update invitation i set expires_at = now() from grp g"
                                    + " where g.id = i.group_id and g.name = ? returning i.id",
                            holiday);
            Ran late = bobsPeer.run("--json", "get", expired, "--name", bob);
            assertEquals(1, late.exitCode(), late::toString);
            assertEquals(
                    "This invitation to '%s' has expired; ask '%s' for another one."
                            .formatted(holiday, ann),
                    late.document().get("error").get("message").asText());

            assertFalse(Files.exists(bobsPeer.home().resolve("passwords/" + bob + ".password")));
            String fresh = share(annsPeer);
            String into = folder.resolveSibling("new").toString();
            Ran got = bobsPeer.run("get", fresh, into, "--name", bob);
            assertEquals(0, got.exitCode(), got::toString);
            assertEquals(
                    "notes",
                    Files.readString(
                            folder.resolveSibling("new").resolve(holiday).resolve("notes.txt")));
        }
    }

    @Test
    void theSameAgainGoesOnWhereItWasAndTakesWhatIsNew() throws Exception {
        annKnowsTheTracker();
        try (Person annsPeer = stage.withNothing(ann);
                Person bobsPeer = stage.withNothing(bob)) {
            String link = share(annsPeer, "--name", ann);
            assertEquals(0, annsPeer.run("set_limit", "--up", "64KiB").exitCode());
            var first =
                    CompletableFuture.supplyAsync(() -> ran(bobsPeer, "get", link, "--name", bob));
            await().atMost(120, SECONDS)
                    .until(() -> bobsPeer.run("show_downloads").out().startsWith("[D] "));
            assertEquals(0, bobsPeer.run("pause_download", holiday, holiday).exitCode());
            Ran paused = first.get();
            assertEquals(1, paused.exitCode(), paused::toString);
            assertTrue(paused.err().endsWith("] " + holiday + " was paused.\n"), paused::toString);

            assertEquals(0, annsPeer.run("set_limit", "--up", "0").exitCode());
            Ran more = annsPeer.run("share", holiday + "/notes.txt", "--group", holiday);
            assertEquals(0, more.exitCode(), more::toString);
            Ran got = bobsPeer.run("get", link);
            assertEquals(0, got.exitCode(), got::toString);
            assertTrue(
                    got.err()
                            .contains("Going on with [" + holiday + "] " + holiday + "/, of which"),
                    got::toString);
            assertTrue(
                    got.out().startsWith("Downloaded 2 files and folders of " + holiday),
                    got::toString);
            assertHas(bob);
            assertEquals(
                    "notes",
                    Files.readString(stage.folder().resolve("of-" + bob).resolve("notes.txt")));
        }
    }

    @Test
    void whatIsHiddenIsLeftOutAndWhatIsNewerIsTaken() throws IOException {
        annKnowsTheTracker();
        String notes = holiday + "/notes.txt";
        try (Person annsPeer = stage.withNothing(ann);
                Person bobsPeer = stage.withNothing(bob)) {
            String link = share(annsPeer, "--name", ann);
            for (String hidden : List.of(".profile", "bin/ls")) {
                Ran ran = annsPeer.run("upload_file", notes, holiday, "--name", hidden);
                assertEquals(0, ran.exitCode(), ran::toString);
            }
            Ran got = bobsPeer.run("get", link, "--name", bob);
            assertEquals(1, got.exitCode(), got::toString);
            assertTrue(
                    got.err()
                            .endsWith(
                                    " is left out: its name is hidden or leads into a folder. Get it"
                                            + " with 'p2p --home "
                                            + bobsPeer.home()
                                            + " download_file'.\n"),
                    got::toString);
            assertHas(bob);
            Path into = stage.folder().resolve("of-" + bob);
            assertFalse(Files.exists(into.resolve(".profile")));
            assertFalse(Files.exists(into.resolve("bin")));

            for (String hidden : List.of(".profile", "bin/ls")) {
                assertEquals(0, annsPeer.run("stop_share", holiday, hidden).exitCode());
            }
            awaitBothHaveIt(annsPeer);
            Files.writeString(folder.resolve("notes.txt"), "other notes");
            share(annsPeer);
            Ran newer = bobsPeer.run("get", link);
            assertEquals(0, newer.exitCode(), newer::toString);
            assertTrue(newer.out().contains("were here already"), newer::toString);
            assertEquals("other notes", Files.readString(into.resolve(notes)));

            awaitBothHaveIt(annsPeer);
            Files.writeString(into.resolve(notes), "notes of bob");
            Files.writeString(folder.resolve("notes.txt"), "notes of another day");
            share(annsPeer);
            Ran changed = bobsPeer.run("get", link);
            assertEquals(1, changed.exitCode(), changed::toString);
            assertTrue(
                    changed.err()
                            .contains(
                                    into.resolve(notes)
                                            + " is not as it was downloaded: choose another place,"
                                            + " or use --force to replace it."),
                    changed::toString);
            assertEquals("notes of bob", Files.readString(into.resolve(notes)));
            assertEquals(0, bobsPeer.run("get", link, "--force").exitCode());
            assertEquals("notes of another day", Files.readString(into.resolve(notes)));
        }
    }

    @Test
    void whatTheNewerVersionHasNotStaysAndIsSaid() throws IOException {
        annKnowsTheTracker();
        try (Person annsPeer = stage.withNothing(ann);
                Person bobsPeer = stage.withNothing(bob)) {
            String link = share(annsPeer, "--name", ann);
            Ran first = bobsPeer.run("get", link, "--name", bob);
            assertEquals(0, first.exitCode(), first::toString);
            assertFalse(first.err().contains("version before"), first::toString);
            awaitBothHaveIt(annsPeer);
            Files.delete(folder.resolve("notes.txt"));
            share(annsPeer);
            Ran newer = bobsPeer.run("get", link);
            assertEquals(0, newer.exitCode(), newer::toString);
            Path got = stage.folder().resolve("of-" + bob).resolve(holiday);
            assertTrue(
                    newer.err()
                            .endsWith(
                                    got
                                            + ": 1 file that only the version before had stays there.\n"),
                    newer::toString);
            assertEquals("notes", Files.readString(got.resolve("notes.txt")));
        }
    }

    /** A version that nobody else is known to have goes when its publisher has a newer one. */
    private void awaitBothHaveIt(Person asks) {
        String line = "(?sm).*^" + holiday + "/?\\t\\d+\\t\\S+\\t2\\t2\\t.*";
        await().atMost(60, SECONDS)
                .until(() -> asks.run("list_files", holiday).out().matches(line));
    }

    private static Ran ran(Person person, String... words) {
        try {
            return person.run(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anAccountWithoutAPasswordIsKeptAtHomeUntilItHasOne() throws IOException {
        annKnowsTheTracker();
        try (Person annsPeer = stage.withNothing(ann);
                Person bobsPeer = stage.withNothing(bob)) {
            String link = share(annsPeer, "--name", ann);
            Path kept = annsPeer.home().resolve("passwords").resolve(ann + ".password");
            assertEquals(
                    PosixFilePermissions.fromString("rw-------"),
                    Files.getPosixFilePermissions(kept));
            Ran taken = bobsPeer.run("get", link, "--name", ann);
            assertEquals(1, taken.exitCode(), taken::toString);
            assertTrue(
                    taken.err()
                            .endsWith(
                                    "choose another name, or, where it is yours, log in with"
                                            + " 'p2p --home "
                                            + bobsPeer.home()
                                            + " login "
                                            + ann
                                            + "'.\n"),
                    taken::toString);
            assertFalse(Files.exists(bobsPeer.home().resolve("passwords/" + ann + ".password")));

            Ran deleted = annsPeer.run("delete_user");
            assertEquals(1, deleted.exitCode(), deleted::toString);
            assertTrue(deleted.err().startsWith("p2p: Your account has no password yet; "));
            assertEquals(0, annsPeer.run("logout").exitCode());
            Ran back = annsPeer.run("login", ann);
            assertEquals(0, back.exitCode(), back::toString);
            assertEquals(0, annsPeer.run("logout").exitCode());
            share(annsPeer, "--name", ann);

            Ran changed =
                    annsPeer.runWithInput("my own words\n", "change_password", "--password-stdin");
            assertEquals(0, changed.exitCode(), changed::toString);
            assertFalse(Files.exists(kept));
            assertEquals(0, annsPeer.run("logout").exitCode());
            assertEquals(2, annsPeer.run("login", ann).exitCode());
            assertEquals(0, annsPeer.run("login", ann, "my own words").exitCode());
        }
    }

    @Test
    void aLinkToAnotherTrackerIsNotMixedWithWhatIsThere() throws IOException {
        annKnowsTheTracker();
        try (Person annsPeer = stage.withNothing(ann);
                Person bobsPeer = stage.withNothing(bob)) {
            String link = share(annsPeer, "--name", ann);
            assertEquals(0, bobsPeer.run("get", link, "--name", bob).exitCode());
            assertHas(bob);
            String other = link.replaceFirst(":[0-9]+/", ":1/");
            for (String thereupon : new String[] {"logout", "down", "status"}) {
                Ran refused = bobsPeer.run("get", other);
                assertEquals(1, refused.exitCode(), refused::toString);
                assertTrue(
                        refused.err()
                                .startsWith(
                                        "p2p: This is about the tracker http://127.0.0.1:1, and"),
                        refused::toString);
                Ran ran = bobsPeer.run(thereupon);
                assertEquals(thereupon.equals("status") ? 3 : 0, ran.exitCode(), ran::toString);
            }
            try (Person cemsPeer = stage.withNothing(cem)) {
                Ran nobody = cemsPeer.run("get", other, "--name", cem);
                assertEquals(3, nobody.exitCode(), nobody::toString);
            }
        }
    }

    @Test
    void aTrackerIsBegunHereAndWordsLeadToIt() throws IOException {
        try (Person annsPeer = stage.withNothing(ann);
                Person bobsPeer = stage.withNothing(bob)) {
            try {
                Ran ran =
                        annsPeer.run(
                                "--json", "share", holiday, "--name", ann, "--tracker", "here");
                assertEquals(0, ran.exitCode(), ran::toString);
                String words = ran.document().get("spoken").get("words").asText();
                String link = ran.document().get("link").asText();
                String tracker = link.split("/")[2];

                Ran wrong = bobsPeer.run("get", "abel" + words, "--name", bob);
                assertEquals(2, wrong.exitCode(), wrong::toString);
                Ran here = bobsPeer.run("get", words, "--name", bob, "--tracker", "here");
                assertEquals(2, here.exitCode(), here::toString);
                Ran lost = bobsPeer.run("get", words, "--name", bob, "--tracker", "127.0.0.1:1");
                assertEquals(3, lost.exitCode(), lost::toString);
                assertEquals(
                        "p2p: The tracker 127.0.0.1:1 cannot be reached from here.\n", lost.err());

                boolean isSeen = link.startsWith("https://");
                if (isSeen) {
                    Ran stranger = bobsPeer.run("get", words, "--name", bob, "--tracker", tracker);
                    assertEquals(1, stranger.exitCode(), stranger::toString);
                    String identity = link.replaceFirst(".*\\.([0-9a-f]{64}).*", "$1");
                    assertTrue(
                            stranger.err()
                                    .startsWith(
                                            "p2p: The tracker %s says that its identity is %s."
                                                    .formatted(tracker, identity)),
                            stranger::toString);
                }
                Ran got =
                        bobsPeer.run(
                                "get", words, "--name", bob, "--tracker", tracker, "--accept-new");
                assertEquals(0, got.exitCode(), got::toString);
                assertFalse(
                        got.err().contains("can be read and changed on the way"), got::toString);
                assertHas(bob);
                String[] six = words.split("-");
                six[5] = six[5].equals("amber") ? "canyon" : "amber";
                Ran unknown = bobsPeer.run("get", String.join("-", six));
                assertEquals(1, unknown.exitCode(), unknown::toString);
                assertTrue(
                        unknown.err().startsWith("p2p: There is no such code"), unknown::toString);
                var apart = new ArrayList<String>(List.of("get", "--tracker", tracker));
                apart.addAll(List.of(words.split("-")));
                for (List<String> asked :
                        List.of(
                                List.of("get", words.replace('-', ' '), "--tracker", tracker),
                                apart)) {
                    Ran again = bobsPeer.run(asked.toArray(String[]::new));
                    assertEquals(0, again.exitCode(), again::toString);
                    assertTrue(
                            again.out().startsWith("All of " + holiday + " is here"),
                            again::toString);
                }

                Ran down = annsPeer.run("down");
                assertEquals(0, down.exitCode(), down::toString);
                assertTrue(
                        down.err().contains("The tracker on this machine goes on"), down::toString);
                Ran overview = annsPeer.run();
                assertTrue(
                        overview.out().contains("A tracker runs on this machine, at " + tracker),
                        overview::toString);
                Ran ended = annsPeer.run("down", "--tracker");
                assertEquals(0, ended.exitCode(), ended::toString);
                assertTrue(
                        ended.err().endsWith("The tracker on this machine has ended.\n"),
                        ended::toString);
                Ran resumed = annsPeer.run("up", "--detach");
                assertEquals(0, resumed.exitCode(), resumed::toString);
                await().atMost(60, SECONDS)
                        .until(() -> annsPeer.run("status").out().contains(tracker + ", attached"));
            } finally {
                Ran ended = annsPeer.run("down", "--tracker");
                assertTrue(
                        ended.err().endsWith("The tracker on this machine has ended.\n"),
                        ended::toString);
            }
        }
    }

    @Test
    void ofTwoThatBeginOneGoesFirstAndAListThatLiesAboutBindsNobody() throws IOException {
        Files.writeString(folder.resolveSibling("tracker_info.txt"), "127.0.0.1:1\n");
        try (Person annsPeer = stage.withNothing(ann)) {
            Ran nobody = annsPeer.run("share", holiday, "--name", ann);
            assertEquals(2, nobody.exitCode(), nobody::toString);
            assertTrue(
                    nobody.err()
                            .startsWith(
                                    "None of the trackers of tracker_info.txt can be reached from"
                                            + " here.\np2p: No tracker is known yet; "),
                    nobody::toString);

            String tracker = Files.readAllLines(stage.trackerInfo()).getFirst();
            var other =
                    CompletableFuture.supplyAsync(() ->
                            ran(
                                    annsPeer,
                                    "share",
                                    holiday + "/notes.txt",
                                    "--name",
                                    ann,
                                    "--tracker",
                                    tracker));
            Ran one = annsPeer.run("share", holiday, "--name", ann, "--tracker", tracker);
            assertEquals(0, one.exitCode(), one::toString);
            assertEquals(0, other.join().exitCode(), () -> other.join().toString());
            String shares = annsPeer.run("my_shares").out();
            assertTrue(shares.contains(holiday + "/"), shares);
            assertTrue(shares.contains("notes.txt"), shares);
        }
    }

    @Test
    void ofTwoThatShareTheSameTheSecondFindsItShared() throws IOException {
        annKnowsTheTracker();
        try (Person annsPeer = stage.withNothing(ann)) {
            var other =
                    CompletableFuture.supplyAsync(
                            () -> ran(annsPeer, "share", holiday, "--name", ann));
            Ran one = annsPeer.run("share", holiday, "--name", ann);
            Ran two = other.join();
            assertEquals(0, one.exitCode(), one::toString);
            assertEquals(0, two.exitCode(), two::toString);
            assertEquals(1, annsPeer.run("my_groups").out().lines().count());
            assertEquals(
                    List.of(false, true),
                    Stream.of(one, two)
                            .map(ran -> ran.err().contains(" already, unchanged.\n"))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void whatNeedsAServiceStartsItAgainAndWhatOnlyLooksDoesNot() throws Exception {
        annKnowsTheTracker();
        try (Person annsPeer = stage.withNothing(ann)) {
            Ran unknown = annsPeer.run("my_groups");
            assertEquals(3, unknown.exitCode(), unknown::toString);
            assertTrue(
                    unknown.err()
                            .startsWith(
                                    "p2p: No p2p service runs on %s, and none has run there yet;"
                                            .formatted(annsPeer.home())),
                    unknown::toString);
            assertFalse(Files.exists(annsPeer.home()));
            share(annsPeer, "--name", ann);
            String mine = annsPeer.run("my_groups").out();
            for (int round = 0; round < 2; round++) {
                assertEquals(0, annsPeer.run("down").exitCode());
                Ran words = annsPeer.run("__complete", "fish", "list_files", "");
                assertEquals("names\n", words.out(), words::toString);
                for (List<String> looks :
                        List.of(
                                List.of("status"),
                                List.of("show_downloads"),
                                List.of("my_shares"),
                                List.of("set_limit"),
                                List.of("watch", "--seconds", "1"))) {
                    Ran looked = annsPeer.run(looks.toArray(String[]::new));
                    assertEquals(3, looked.exitCode(), looked::toString);
                }
                Ran overview = annsPeer.run();
                assertTrue(
                        overview.out().startsWith("No p2p service runs on "), overview::toString);

                var other = CompletableFuture.supplyAsync(() -> ran(annsPeer, "my_groups"));
                Ran one = annsPeer.run("my_groups");
                Ran two = other.join();
                for (Ran each : List.of(one, two)) {
                    assertEquals(0, each.exitCode(), each::toString);
                    assertEquals(mine, each.out(), each::toString);
                }
                assertEquals(
                        1,
                        Stream.of(one, two)
                                .filter(ran ->
                                        ran.err()
                                                .contains(
                                                        "The p2p service runs on "
                                                                + annsPeer.home()
                                                                + " and listens on "))
                                .count(),
                        () -> one + " " + two);
                Ran shares = annsPeer.run("my_shares");
                assertTrue(shares.out().contains(holiday + "/"), shares::toString);
            }
        }
    }
}
