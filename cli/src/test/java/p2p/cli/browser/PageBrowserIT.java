package p2p.cli.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import p2p.cli.stage.Person;
import p2p.cli.stage.Stage;
import p2p.testkit.Ran;

/** The pages as people see them; the pictures of docs/images are made here, when asked for. */
class PageBrowserIT {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>.txt";
    private static final int TAB = 9;
    private static final int ENTER = 13;
    private static final int END = 35;
    private static final int HOME = 36;
    private static final long LARGE = 64L << 20;

    private static Optional<Chromium> chromium = Optional.empty();

    private static final String ANN = "ann";
    private static final String BOB = "bob";
    private static final String GROUP = "holiday";

    private static Stage stage;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> program = Chromium.program();
        assumeTrue(
                program.isPresent(),
                "There is no Chromium here, so no page was looked at: apt-get install chromium");
        chromium = Optional.of(Chromium.start(program.get()));
        stage = Stage.with(1);
    }

    @AfterAll
    static void end() throws IOException {
        if (chromium.isPresent()) {
            chromium.get().close();
            stage.close();
        }
    }

    private static Tab tab() {
        return chromium.orElseThrow().tab();
    }

    private static Ran done(Person person, String... words) throws IOException {
        Ran ran = person.run(words);
        assertEquals(0, ran.exitCode(), ran::toString);
        return ran;
    }

    private static void enter(Person person, String name) throws IOException {
        done(person, "create_user", name, "password1");
        done(person, "login", name, "password1");
    }

    @Test
    void whoIsSentALinkIsToldWhatToType() throws IOException {
        String tracker =
                "http://"
                        + Files.readString(stage.trackerInfo())
                                .strip()
                                .lines()
                                .findFirst()
                                .orElseThrow();
        String link = tracker + "/i/holiday#3k0c1v7m5p9q2a8r4t6b0d1e2f/aG9saWRheQ";
        Tab tab = tab();
        tab.width(1200);
        tab.open(link);
        tab.awaitText("#command", Pattern.quote("p2p get '" + link + "'"));
        assertEquals("You are invited to the group holiday", tab.text("h1"));
        assertTrue(tab.is("document.getElementById('cut').hidden").asBoolean());
        Pictures.take(tab, "join");
        Axe.assertFindsNothing(tab);
        tab.press("Tab", TAB);
        assertEquals("Copy", tab.is("document.activeElement.textContent").asText());
        tab.press("Enter", ENTER);
        tab.awaitText("#copy", "Copied|Press Ctrl\\+C");
        for (String bad :
                List.of(
                        "/i/holiday",
                        "/i/holiday#3k0c1v7m5p9q2a8r4t6b0d1e2",
                        "/i/holiday#3k0c1v7m5p9q2a8r4t6b0d1e2f';reboot;'",
                        "/i/holi'day#3k0c1v7m5p9q2a8r4t6b0d1e2f")) {
            Tab other = tab();
            other.open(tracker + bad);
            other.awaitTrue("document.getElementById('cut').hidden === false");
            assertEquals("p2p get 'THE WHOLE ADDRESS OF THIS PAGE'", other.text("#command"));
            assertEquals("You are invited", other.text("h1"));
        }
        assertEquals(List.of(), tab.troubles());
        tab.is("document.querySelector('main').append(document.createElement('button'))");
        String findings = Axe.findings(tab);
        assertTrue(findings.contains("button-name"), findings);
        Tab scriptless = tab();
        scriptless.withoutScripts();
        scriptless.width(360);
        scriptless.open(link);
        assertTrue(scriptless.text("noscript").contains("put it between the quotes"));
        assertEquals("p2p get 'THE WHOLE ADDRESS OF THIS PAGE'", scriptless.text("#command"));
        Tab begin = tab();
        begin.width(1200);
        begin.open(tracker + "/");
        begin.awaitText("#command", "p2p share FOLDER --tracker 127\\.0\\.0\\.1:[0-9]+");
        Pictures.take(begin, "tracker");
        Axe.assertFindsNothing(begin);
        assertEquals(List.of(), begin.troubles());
    }

    @Test
    void aDownloadIsSeenPausedAndComplete() throws IOException {
        Path annsFiles = Files.createDirectories(stage.folder().resolve("of-ann"));
        Path film = annsFiles.resolve("beach.mkv");
        try (var file = new RandomAccessFile(film.toFile(), "rw")) {
            file.setLength(LARGE);
        }
        Path photos = Files.createDirectories(annsFiles.resolve("photos"));
        for (String name : List.of("1.jpg", "2.jpg", "3.jpg")) {
            Files.writeString(photos.resolve(name), name.repeat(100_000));
        }
        Path map = Files.writeString(stage.folder().resolve("map.pdf"), "map".repeat(100_000));
        Path put = Files.createDirectories(stage.folder().resolve("put"));
        try (Person ann = stage.withService(ANN);
                Person bob = stage.withService(BOB)) {
            enter(ann, ANN);
            enter(bob, BOB);
            done(ann, "create_group", GROUP);
            done(bob, "join_group", GROUP);
            done(ann, "accept_request", GROUP, BOB);
            done(ann, "upload_file", film.toString(), GROUP);
            done(ann, "upload_file", photos.toString(), GROUP);
            done(bob, "upload_file", map.toString(), GROUP);
            done(bob, "set_limit", "--down", "4MiB");
            Tab tab = tab();
            tab.width(1200);
            String address =
                    done(bob, "--json", "open", "--print").document().get("address").asText();
            tab.open(address);
            tab.awaitText("#user", BOB);
            assertFalse(tab.is("location.href").asText().contains("#"), address);
            assertEquals("", tab.is("document.cookie").asText());
            tab.awaitText("#groups", GROUP + ".*");
            tab.is("document.querySelector('#groups summary').click()");
            tab.awaitTrue("document.querySelectorAll('.files > li').length === 3");
            into(tab, put + "/");
            tab.click("Download beach.mkv");
            tab.awaitText("#downloads", "beach\\.mkv.* % of 64\\.0 MiB, .*/s, .* left, 1 peer.*");
            tab.click("Pause beach.mkv");
            tab.awaitText("#downloads", ".* %, paused.*");
            tab.click("Go on with beach.mkv");
            tab.awaitTrue("document.querySelector('progress').value >= 40");
            seenFromNear(tab);
            into(tab, "/home/bob/Downloads/");
            // In pictures, files lie where people have theirs.
            tab.is(
                    "document.querySelector('#shares .detail').textContent ="
                            + " 'served, 293.0 KiB, /home/bob/map.pdf'");
            Pictures.take(tab, "peer");
            Axe.assertFindsNothing(tab);
            into(tab, put + "/");
            looksElsewhere(tab);
            limitsAndSending(tab, bob, ann);
            tab.awaitText("#downloads", ".*100 %, 64\\.0 MiB: " + put + "/beach\\.mkv.*");
            assertEquals(100, tab.is("document.querySelector('progress').value").asInt());
            tab.awaitTrue("window.told.join().includes(\"'beach.mkv' of 'holiday' is complete\")");
            tab.is("delete document.hidden");
            tab.awaitText("#shares", ".*beach\\.mkv.*served.*map\\.pdf.*served.*");
            Path hostile = Files.writeString(annsFiles.resolve(HOSTILE), "x");
            done(ann, "upload_file", hostile.toString(), GROUP);
            tab.click("Download " + HOSTILE);
            tab.awaitTrue("document.querySelectorAll('[data-state=complete]').length === 2");
            assertTrue(tab.text("#downloads").contains(HOSTILE), tab.text("#downloads"));
            tab.awaitText("#news", ".*" + Pattern.quote(HOSTILE) + ".* is complete.*");
            assertEquals(1, tab.is("window.told.length").asInt());
            assertEquals(0, tab.is("document.querySelectorAll('main img').length").asInt());
            assertFalse(tab.hasAsked());
            tab.click("Download " + HOSTILE);
            tab.awaitText("#trouble", ".*already.*");
            tab.width(360);
            tab.assertFits();
            assertEquals(
                    List.of(), tab.troubles().stream().filter(t -> !t.contains("409")).toList());
            others(tab, address);
            assertEquals(0, bob.end());
            tab.awaitText("#trouble", "The p2p service does not answer.*");
        }
    }

    /** Who it comes from and which pieces are here is asked for once it is unfolded. */
    private static void seenFromNear(Tab tab) {
        String asked =
                "performance.getEntriesByType('resource')"
                        + ".filter(each => each.name.includes('/downloads/detail')).length";
        assertEquals(0, tab.is(asked).asInt());
        tab.is("document.querySelector('#downloads summary').focus()");
        tab.press("Enter", ENTER);
        tab.awaitText("#downloads .sources", "ann [0-9.]+ [KM]iB/s, on your own network");
        tab.awaitText("#downloads .inside", "[0-9]+ of [0-9]+ pieces are here.*");
        assertTrue(
                tab.is("document.querySelector('.pieces .shade4').getAttribute('d')")
                        .asText()
                        .matches("(M[0-9]+ 0h1v1h-1z)+"));
        tab.awaitTrue(asked + " > 2");
    }

    /** Somebody who wants notices, and has another tab before them. */
    private static void looksElsewhere(Tab tab) {
        tab.is(
                """
                window.told = [];
                window.Notification = class {
                    static permission = 'granted';
                    constructor(title, { body }) {
                        told.push(body);
                    }
                };
                Object.defineProperty(document, 'hidden', { value: true, configurable: true });
                0\
                """);
    }

    /** The one who downloads sets a limit, and the one who sends sees to whom. */
    private static void limitsAndSending(Tab tab, Person bob, Person ann) throws IOException {
        done(bob, "set_limit", "--down", "1MiB");
        tab.awaitText("#limits-now", "up none, down 1\\.0 MiB/s");
        Tab other = tab();
        other.width(1200);
        other.open(done(ann, "--json", "open", "--print").document().get("address").asText());
        other.awaitText("#sending", "beach\\.mkv.*to bob, [0-9.]+ [KM]iB/s, .* sent");
        other.awaitText("#events", ".*bob.*");
        into(other, "/home/ann/Downloads/");
        other.is(
                "document.querySelectorAll('#shares .detail').forEach(d =>"
                        + " d.textContent = d.textContent.replace(/[/].*[/]/, '/home/ann/'))");
        Pictures.take(other, "peer-sending");
        Axe.assertFindsNothing(other);
        limit(tab, "Send at most, MiB a second", "0.5");
        limit(tab, "Take in at most, MiB a second", "");
        tab.click("Set the limits");
        tab.awaitText("#done", "The limits are set\\.");
        tab.awaitText("#limits-now", "up 512\\.0 KiB/s, down none");
        assertEquals("Limits: up 512.0 KiB/s, down none.\n", done(bob, "set_limit").out());
        done(bob, "set_limit", "--up", "300KiB", "--between", "08:00-18:00");
        tab.awaitText(
                "#limits-now", "up 512\\.0 KiB/s, down none; between 08:00–18:00 up 300\\.0 KiB/s");
        other.awaitText("#no-sending", "Nobody is fetching anything from you just now\\.");
        tenThousandShares(other, ann, Files.writeString(stage.folder().resolve("more.txt"), "x"));
        assertEquals(List.of(), other.troubles());
    }

    /** As many as a peer could have, told part by part; the keyboard leads to the last. */
    static void tenThousandShares(Tab tab, Person ann, Path more) throws IOException {
        tab.is(
                """
                window.real = fetch;
                window.fetch = async (path, how) => {
                    const asked = new URL(path, location);
                    if (!asked.pathname.endsWith('/shares')) {
                        return real(path, how);
                    }
                    const from = Number(asked.searchParams.get('after') ?? 0);
                    const items = Array.from({ length: 200 }, (_, index) => ({ group: 'many',
                        file: `share-${from + index}`, id: `${from + index}`, size: 1, files: null,
                        path: '/home/ann/share', served: true, reason: null }));
                    const next = from + 200 < 10000 ? `${from + 200}` : undefined;
                    return new Response(JSON.stringify({ items, next }));
                };
                0\
                """);
        done(ann, "upload_file", more.toString(), GROUP);
        tab.awaitText("#shares", "share-0.*");
        String rows = "document.querySelectorAll('#shares > li').length";
        assertTrue(tab.is(rows).asInt() <= 150, () -> rows);
        tab.is("document.getElementById('shares').focus()");
        tab.press("End", END);
        tab.awaitText("#shares", ".*share-9999 many.*");
        assertTrue(tab.is(rows).asInt() <= 150, () -> rows);
        assertEquals(
                "10000 of 10000",
                tab.is(
                                "(e => e.ariaPosInSet + ' of ' + e.ariaSetSize)(document.querySelector('#shares > li:last-child'))")
                        .asText());
        assertEquals("shares", tab.is("document.activeElement.id").asText());
        tab.press("Home", HOME);
        tab.awaitText("#shares", "share-0 many.*");
        Axe.assertFindsNothing(tab);
    }

    private static void limit(Tab tab, String label, String value) {
        tab.is(
                "[...document.querySelectorAll('#limits label')].find(l => l.firstElementChild.textContent === '%s').lastElementChild.value = '%s'"
                        .formatted(label, value));
    }

    private static void into(Tab tab, String folder) {
        tab.is("document.getElementById('folder').value = '" + folder + "'");
    }

    /** Another person's browser, a second use of the address, and another site. */
    private static void others(Tab tab, String address) throws IOException {
        String page = tab.is("location.href").asText();
        Tab again = tab();
        again.open(address);
        again.awaitText("#told", "This address was used already, .*; run 'p2p open' again\\.");
        Axe.assertFindsNothing(again);
        Tab stranger = tab();
        stranger.open(page + "groups");
        assertTrue(stranger.text("body").contains("not-this-user"), stranger.text("body"));
        Tab foreign = chromium.orElseThrow().tabBeside(tab);
        URI own = URI.create(page);
        foreign.open("http://localhost:" + own.getPort() + own.getPath());
        assertTrue(foreign.text("body").contains("not-this-page"), foreign.text("body"));
        foreign.open("data:text/html,<p>elsewhere");
        for (String rest : List.of("groups", "news", "")) {
            assertEquals(
                    "refused",
                    foreign.is(
                                    "fetch('%s%s', {credentials: 'include', mode: 'cors'})"
                                                    .formatted(page, rest)
                                            + ".then(a => 'answered', () => 'refused')")
                            .asText());
        }
        foreign.is(
                "new Promise(seen => {const f = document.createElement('iframe'); f.src = '%s';"
                                .formatted(page)
                        + " f.onload = () => seen(); document.body.append(f);})");
        assertEquals(
                "unseen",
                foreign.is(
                                "(() => {try {return frames[0].document.title} catch {return 'unseen'}})()")
                        .asText());
    }
}
