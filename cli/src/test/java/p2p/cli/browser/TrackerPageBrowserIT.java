package p2p.cli.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import p2p.cli.stage.Person;
import p2p.cli.stage.Stage;

/** People at a tracker's page, each in a browser of their own. */
class TrackerPageBrowserIT {

    private static final String PASSWORD = "password1";
    private static final String HOSTILE = "<img src=x onerror=alert(1)>.txt";
    private static final int TAB = 9;
    private static final int ENTER = 13;
    private static final int PAGE_DOWN = 34;
    private static final int END = 35;
    private static final int HOME = 36;

    private static Optional<Chromium> chromium = Optional.empty();
    private static Stage stage;
    private static String tracker;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> program = Chromium.program();
        assumeTrue(
                program.isPresent(),
                "There is no Chromium here, so no page was looked at: apt-get install chromium");
        chromium = Optional.of(Chromium.start(program.get()));
        stage = Stage.with(1);
        tracker = "http://" + Files.readString(stage.trackerInfo()).strip();
    }

    @AfterAll
    static void end() throws IOException {
        if (chromium.isPresent()) {
            chromium.get().close();
            stage.close();
        }
    }

    private static Tab tab(String address) {
        Tab tab = chromium.orElseThrow().tab();
        tab.width(1200);
        tab.open(address);
        return tab;
    }

    private static void fill(Tab tab, String label, String value) {
        String input =
                "[...document.querySelectorAll('label')].find(l => l.offsetParent"
                        + " && l.firstElementChild.textContent === '%s').lastElementChild";
        tab.awaitTrue(
                "(() => {try {return !!%s} catch {return false}})()"
                        .formatted(input.formatted(label)));
        tab.is(input.formatted(label) + ".value = " + quoted(value));
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static void enter(Tab tab, String name, String how) {
        fill(tab, "Name", name);
        fill(tab, "Password", PASSWORD);
        tab.click(how);
    }

    private static void assertQuiet(Tab tab, String... refusals) {
        assertEquals(
                List.of(),
                tab.troubles().stream()
                        .filter(trouble -> List.of(refusals).stream().noneMatch(trouble::contains))
                        .toList());
        assertFalse(tab.hasAsked());
    }

    @Test
    void twoPeopleMeetInAGroup() throws IOException {
        Tab ann = tab(tracker + "/");
        enter(ann, "ann", "Create an account");
        ann.awaitText("#user", "ann");
        assertEquals("", ann.is("document.cookie").asText());
        assertEquals("1", ann.is("Object.values(localStorage).join()").asText());
        ann.awaitText("#home", ".*You are in no group yet.*");
        fill(ann, "Its name", "holiday");
        ann.click("Make the group");
        ann.awaitText("#group h1", "holiday");
        ann.awaitTrue("document.activeElement.tagName === 'H1'");
        ann.awaitText("#members-title + ul", "ann.*you, owner, not online");
        fill(ann, "For how many people", "2");
        fill(ann, "A note for yourself", "the <b>neighbours</b>");
        ann.click("Make a link");
        ann.awaitText("#invited code", tracker + "/i/holiday#[0-9a-v]{26}");
        ann.awaitTrue("document.querySelectorAll('#invited code').length === 2");
        assertTrue(
                ann.is("document.querySelectorAll('#invited code')[1].textContent")
                        .asText()
                        .matches("([a-z]+-){5}[a-z]+"));
        ann.awaitTrue("document.querySelector('.qr path').getAttribute('d').length > 500");
        ann.awaitText("#invitations", "the <b>neighbours</b>.*used 0 of 2, until .*, by ann.*");
        String link = ann.text("#invited code");

        Tab bob = tab(link);
        bob.is("document.querySelector('#browser').open = true");
        enter(bob, "bob", "Create an account");
        bob.awaitText("#here", ".*signed in as bob.*");
        bob.width(360);
        bob.assertFits();
        bob.click("Join the group");
        bob.awaitText("#group h1", "holiday");
        bob.awaitText("#members", ".*ann.*owner.*bob.*you, member.*");
        bob.awaitTrue("document.getElementById('invitations-title').parentElement.hidden");

        ann.awaitText("#members", ".*bob.*not online.*");
        ann.awaitText("#invitations", ".*used 1 of 2.*");
        ann.is(
                "(s => {s.value = 'reader'; s.dispatchEvent(new Event('change'))})"
                        + "(document.querySelector('[aria-label=\"The role of bob\"]'))");
        ann.click("Give role to bob");
        ann.awaitText("#done", "bob has the role reader now\\.");
        bob.awaitText("#group section", ".*Your role: reader.*");
        ann.click("Remove bob");
        ann.awaitText("#done", "Sure\\? Remove bob");
        ann.click("Sure? Remove bob");
        ann.awaitText("#done", "bob was removed\\.");
        ann.awaitTrue("!document.getElementById('members').innerText.includes('bob')");
        bob.awaitText("#home", ".*You are in no group yet.*");

        fill(bob, "A part of its name, or nothing for all", "holi");
        bob.click("Find");
        bob.click("Ask to join holiday");
        bob.awaitText("#found", "holiday.*asked to join, owned by ann, 1 member.*");
        ann.awaitText("#requests", "bob.*since .*");
        ann.is("document.querySelector('#invited').replaceChildren()");
        Pictures.take(ann, "tracker-group");
        Axe.assertFindsNothing(ann);
        ann.click("Let in bob");
        bob.awaitText("#mine", "holiday.*member, owned by ann, 2 members.*");
        Pictures.take(bob, "tracker-home");
        Axe.assertFindsNothing(bob);
        ann.is(
                "(s => {s.value = 'members'; s.dispatchEvent(new Event('change'))})"
                        + "(document.querySelector('[aria-label=\"Who may invite\"]'))");
        ann.click("Let these people invite");
        ann.awaitText("#done", "It is settled who may invite\\.");
        ann.click("Revoke the <b>neighbours</b>");
        ann.click("Sure? Revoke the <b>neighbours</b>");
        ann.awaitTrue("document.querySelectorAll('#invitations > li').length === 0");
        Tab late = tab(link);
        late.is("document.querySelector('#browser').open = true");
        enter(late, "cid", "Create an account");
        late.click("Join the group");
        late.awaitText("#trouble", "There is no such invitation .*");
        assertTrue(
                ann.is(
                                "!!document.querySelector('[aria-label^=\"Leave the group holiday, which goes to another\"]')")
                        .asBoolean());
        ann.click("Hand the group over to bob");
        ann.click("Sure? Hand the group over to bob");
        ann.awaitText("#done", "bob is the owner now, and you are a member\\.");
        ann.awaitText("#members", "ann.*you, member.*bob.*owner.*");
        ann.awaitTrue("!document.querySelector('[aria-label=\"Who may invite\"]').offsetParent");
        ann.awaitTrue("!document.getElementById('invite').hidden");
        bob.awaitText("#mine", "holiday.*owner, owned by bob, 2 members.*");
        ann.click("Leave the group holiday, where nothing that you share stays");
        ann.click("Sure? Leave the group holiday, where nothing that you share stays");
        ann.awaitText("#done", "You have left the group holiday\\.");
        ann.awaitText("#home", ".*You are in no group yet.*");
        bob.click("Sign out");
        bob.awaitTrue("document.querySelector('#home').hidden && localStorage.length === 0");
        assertEquals("", bob.is("document.querySelector('#mine').textContent").asText());
        assertQuiet(ann);
        assertQuiet(bob, "403");
        assertQuiet(late, "404");
    }

    @Test
    void filesAreSeenAndWhatOthersCallThemIsText() throws IOException {
        Path film = Files.writeString(stage.folder().resolve("film.mkv"), "film".repeat(100_000));
        Path hostile = Files.writeString(stage.folder().resolve(HOSTILE), "x");
        try (Person dan = stage.withService("dan")) {
            dan.run("create_user", "dan", PASSWORD);
            dan.run("login", "dan", PASSWORD);
            dan.run("create_group", "films");
            dan.run("upload_file", film.toString(), "films");
            Tab tab = tab(tracker + "/#films");
            enter(tab, "dan", "Sign in");
            tab.awaitText("#files", "film\\.mkv.*390\\.6 KiB, shared by dan, 1 has it");
            tab.awaitText("#members", "dan.*you, owner, online");
            dan.run("upload_file", hostile.toString(), "films");
            tab.awaitText("#files", ".*<img src=x onerror=alert\\(1\\)>\\.txt.*1 B.*");
            assertEquals(0, tab.is("document.querySelectorAll('main img').length").asInt());
            assertTrue(
                    dan.run("devices").out().contains("Chrome-Linux\tbrowser\t"),
                    () -> "no browser is listed");
            tab.is("document.querySelector('#files-title + label input').value = 'film'");
            tab.is(
                    "document.querySelector('#files-title + label input')"
                            + ".dispatchEvent(new Event('input'))");
            tab.awaitTrue("document.querySelectorAll('#files > li').length === 1");
            assertQuiet(tab);
            opened(tab, dan, film);
            dan.run("remove_device", "Chrome-Linux");
            tab.awaitText("#trouble", "You are not logged in, or no longer; log in first\\.");
            tab.awaitText("#welcome h1", "A p2p tracker");
            dan.run("whoami");
            assertEquals(0, dan.run("my_groups").exitCode());
        }
    }

    /** What is said of a file, while there is a new version of it. */
    private static void opened(Tab tab, Person dan, Path film) throws IOException {
        tab.is("document.querySelector('#files summary').focus()");
        tab.press("Enter", ENTER);
        tab.awaitText(
                "#files .versions",
                "version 1, newest, 390\\.6 KiB, published .* by dan, 1 has it");
        tab.awaitText("#files .sharers", "dan all of it, online");
        tab.awaitText("#files .inside > p", "390\\.6 KiB, which is 400,000 bytes");
        tab.awaitText("#files .inside > p + div", "SHA-256 of the whole file:.*[0-9a-f]{64}");
        assertEquals("p2p download_file films film.mkv", tab.text("#files .inside .command code"));
        Files.writeString(film, "other".repeat(100_000));
        dan.run("upload_file", film.toString(), "films");
        tab.awaitText(
                "#files .versions",
                "version 2, newest, 488\\.3 KiB, .*version 1, 390\\.6 KiB, .*, shared by nobody");
        Path odd = Files.writeString(film.resolveSibling("it's <b>here"), "x");
        dan.run("upload_file", odd.toString(), "films");
        Pictures.take(tab, "tracker-file");
        Axe.assertFindsNothing(tab);
        tab.is(
                "(i => {i.value = 'here'; i.dispatchEvent(new Event('input'))})"
                        + "(document.querySelector('#files-title + label input'))");
        tab.awaitText("#files", "it's <b>here.*");
        tab.is("document.querySelector('#files summary').click()");
        tab.awaitText("#files .sharers", "dan all of it, online");
        assertEquals(
                "p2p download_file films 'it'\\''s <b>here'",
                tab.text("#files .inside .command code"));
        assertEquals(0, tab.is("document.querySelectorAll('#files b').length").asInt());
        assertQuiet(tab);
    }

    /** Ten thousand files, as a tracker names them part by part; it could have as many. */
    @Test
    void tenThousandFilesAreAFewRows() throws IOException {
        Tab tab = tab(tracker + "/");
        enter(tab, "lee", "Create an account");
        tab.awaitText("#user", "lee");
        tab.is(
                """
                const real = fetch;
                const name = number => 'file-' + String(number).padStart(5, '0');
                window.gone = new Set();
                window.opened = [];
                window.fetch = async (path, how) => {
                    const asked = new URL(path, location);
                    if (asked.pathname.endsWith('/versions') || asked.pathname.endsWith('/sharers')) {
                        opened.push(asked.searchParams.get('name'));
                        return new Response(asked.pathname.endsWith('/versions') ? '[]' : '{"items": []}');
                    }
                    if (!asked.pathname.endsWith('/files')) {
                        return real(path, how);
                    }
                    const { match, after, limit } = Object.fromEntries(asked.searchParams);
                    const all = Array.from({ length: 10000 }, (_, number) => name(number))
                        .filter(each => each.includes(match) && each > after && !gone.has(each));
                    const items = all.slice(0, Number(limit)).map(file => ({ group: 'many', file,
                        size: 1, seeders: 1, files: null, sharedBy: 'lee', version: 1,
                        algorithm: 'sha256', hash: 'ab' }));
                    const next = all.length > items.length ? items.at(-1).file : undefined;
                    return new Response(JSON.stringify({ items, next }));
                };
                0\
                """);
        fill(tab, "Its name", "many");
        tab.click("Make the group");
        tab.awaitText("#files", "file-00000.*");
        assertFewRows(tab);
        tab.is("document.getElementById('files').focus()");
        tab.press("PageDown", PAGE_DOWN);
        tab.awaitTrue("document.getElementById('files').scrollTop > 100");
        tab.press("End", END);
        tab.awaitTrue("document.activeElement.textContent.startsWith('file-09999')");
        assertFewRows(tab);
        assertEquals("10000", position(tab, "ariaPosInSet"));
        assertEquals("10000", position(tab, "ariaSetSize"));
        assertTrue(
                tab.is(
                                "(r => r.top >= 0 && r.bottom <= innerHeight)"
                                        + "(document.activeElement.getBoundingClientRect())")
                        .asBoolean());
        tab.press("Enter", ENTER);
        tab.awaitTrue("window.opened.includes('file-09999')");
        tab.press("Home", HOME);
        tab.awaitTrue("document.activeElement.textContent.startsWith('file-00000')");
        assertFewRows(tab);
        tab.press("End", END);
        tab.awaitTrue(
                "document.activeElement.matches('details[open] > summary')"
                        + " && document.activeElement.textContent.startsWith('file-09999')");
        tab.press("Home", HOME);
        tab.awaitTrue("document.activeElement.textContent.startsWith('file-00000')");
        for (int step = 0; step < 100; step++) {
            tab.press("Tab", TAB);
            tab.is("new Promise(requestAnimationFrame)");
        }
        tab.awaitTrue("document.activeElement.textContent.startsWith('file-00100')");
        assertFewRows(tab);
        tab.is("window.gone.add('file-00099')");
        tab.awaitTrue("!document.getElementById('files').innerText.includes('file-00099')");
        assertEquals("100", position(tab, "ariaPosInSet"));
        tab.width(360);
        tab.assertFits();
        tab.is(
                "(i => {i.value = '0777'; i.dispatchEvent(new Event('input'))})"
                        + "(document.querySelector('#files-title + label input'))");
        tab.awaitTrue("document.querySelectorAll('#files > li').length === 11");
        assertFalse(tab.is("document.getElementById('files').matches('.long')").asBoolean());
        assertQuiet(tab);
    }

    private static void assertFewRows(Tab tab) {
        int rows = tab.is("document.querySelectorAll('#files > li').length").asInt();
        assertTrue(rows > 5 && rows <= 150, () -> rows + " rows");
    }

    private static String position(Tab tab, String property) {
        return tab.is("document.activeElement.closest('li')." + property).asText();
    }

    @Test
    void devicesAndBrowsersAreEndedFromAnother() throws IOException {
        try (Person hal = stage.withService("hal")) {
            hal.run("create_user", "hal", PASSWORD);
            hal.run("login", "hal", PASSWORD);
            Tab first = tab(tracker + "/");
            enter(first, "hal", "Sign in");
            first.awaitText("#user", "hal");
            first.is("document.querySelector('a[href=\"#/account\"]').click()");
            first.awaitText("#account h1", "Your account");
            first.awaitTrue("document.activeElement.tagName === 'H1'");
            first.awaitText("#devices", ".*there now, logged in .*, from 127\\.0\\.0\\.1.*");
            first.awaitText("#browsers", "Chrome-Linux this one, signed in .*");
            Tab second = tab(tracker + "/#/account");
            enter(second, "hal", "Sign in");
            second.awaitText("#browsers", "Chrome-Linux last used .*Chrome-Linux-2 this one.*");
            first.awaitText("#browsers", ".*this one.*Chrome-Linux-2 last used .*");
            choose(first, "On how many you may be logged in", "3");
            first.click("Allow so many devices");
            first.awaitText("#done", "You may be logged in on 3 devices at once\\.");
            String device = first.is("document.querySelector('#devices bdi').textContent").asText();
            // In pictures, machines are called what nobody's is.
            first.is("document.querySelector('#devices bdi').textContent = 'laptop'");
            first.is(
                    "document.querySelectorAll('#account .detail').forEach("
                            + "d => d.textContent = d.textContent.replace(/from .*/, 'from 192.0.2.7'))");
            Pictures.take(first, "tracker-account");
            Axe.assertFindsNothing(first);
            second.click("Remove the device " + device);
            second.awaitText("#done", "Sure\\? Remove the device .*");
            assertEquals(0, hal.run("my_groups").exitCode());
            second.click("Sure? Remove the device " + device);
            second.awaitText("#done", "Removed the device " + device + "\\.");
            second.awaitText("#account", ".*You are logged in on no device.*");
            first.awaitText("#account", ".*You are logged in on no device.*");
            assertNotEquals(0, hal.run("my_groups").exitCode());
            second.click("Sign out Chrome-Linux");
            second.click("Sure? Sign out Chrome-Linux");
            second.awaitText("#done", "Chrome-Linux is signed out\\.");
            first.awaitText("#trouble", "You are not logged in, or no longer; log in first\\.");
            first.awaitText("#welcome h1", "A p2p tracker");
            assertEquals("", first.is("document.querySelector('#account').textContent").asText());
            assertQuiet(first, "401");
            assertQuiet(second);
        }
    }

    @Test
    void aPasswordIsChangedByWhoKnowsTheOldOne() throws IOException {
        Tab tab = tab(tracker + "/#/account");
        enter(tab, "ida", "Create an account");
        Tab other = tab(tracker + "/");
        enter(other, "ida", "Sign in");
        other.awaitText("#user", "ida");
        change(tab, "not the password", "another one", "another one");
        tab.awaitText("#trouble", "The password is wrong\\.");
        tab.awaitTrue("document.activeElement.autocomplete === 'current-password'");
        assertEquals("", tab.is("document.activeElement.value").asText());
        change(tab, PASSWORD, "another one", "another two");
        tab.awaitText("#trouble", "The two passwords differ\\.");
        change(tab, PASSWORD, "short", "short");
        tab.awaitText("#trouble", "A password has 8 .*");
        tab.width(360);
        tab.assertFits();
        change(tab, PASSWORD, "another one", "another one");
        tab.awaitText("#done", "Changed the password\\. Sign in with it here.*");
        tab.awaitText("#welcome h1", "A p2p tracker");
        assertEquals("username", tab.is("document.activeElement.autocomplete").asText());
        other.show();
        other.awaitText("#trouble", "You are not logged in, or no longer; log in first\\.");
        enter(tab, "ida", "Sign in");
        tab.awaitText("#trouble", "There is no account with this name and this password\\.");
        fill(tab, "Password", "another one");
        tab.click("Sign in");
        tab.awaitText("#user", "ida");
        assertQuiet(tab, "401", "422");
    }

    /** What was asked before, at the same time and again after is refused, as nobody is here. */
    @Test
    void aNewPasswordIsToldWhateverElseIsAnswered() throws IOException {
        Tab tab = tab(tracker + "/#/account");
        enter(tab, "joy", "Create an account");
        tab.awaitText("#browsers", ".*this one.*");
        tab.is(
                """
                window.real = fetch;
                window.fetch = (path, how) => how.method !== 'GET' ? real(path, how)
                    : new Promise(go => window.go = go).then(() => real(path, how)).then(answer => {
                        window.late = answer.status;
                        return answer;
                    });
                0\
                """);
        tab.awaitTrue("window.go !== undefined");
        change(tab, PASSWORD, "password2", "password2");
        tab.awaitText("#done", "Changed the password\\..*");
        tab.is("go()");
        tab.awaitTrue("window.late === 401");
        assertEquals("", told(tab));

        tab.is("window.fetch = real; 0");
        fill(tab, "Name", "joy");
        fill(tab, "Password", "password2");
        tab.click("Sign in");
        tab.awaitText("#user", "joy");
        tab.is("location.hash = '#/account'");
        tab.awaitText("#browsers", ".*this one.*");
        tab.is(
                """
                window.fetch = (path, how) => real(path, how).then(answer => {
                    window.early = answer.status;
                    return how.method === 'PUT' ? new Promise(go => window.go = () => go(answer)) : answer;
                });
                0\
                """);
        change(tab, "password2", "password3", "password3");
        tab.awaitTrue("window.early === 401");
        assertEquals("", told(tab));
        tab.is("window.fetch = real; go()");
        tab.awaitText("#done", "Changed the password\\..*");
        assertEquals("", told(tab));
        assertQuiet(tab, "401");
    }

    @Test
    void aNewPasswordWhoseAnswerIsLostIsSpokenOf() throws IOException {
        Tab tab = tab(tracker + "/#/account");
        enter(tab, "kim", "Create an account");
        tab.awaitText("#browsers", ".*this one.*");
        tab.is(
                """
                window.real = fetch;
                window.fetch = (path, how) => real(path, how).then(answer =>
                    how.method === 'PUT' ? Promise.reject(new TypeError('lost')) : answer);
                0\
                """);
        change(tab, PASSWORD, "password2", "password2");
        tab.awaitText("#done", "The tracker's answer was lost, .*Sign in with the new one, .*");
        tab.awaitText("#welcome h1", "A p2p tracker");
        assertEquals("", told(tab));
        assertEquals("username", tab.is("document.activeElement.autocomplete").asText());
        fill(tab, "Name", "kim");
        fill(tab, "Password", "password2");
        tab.click("Sign in");
        tab.awaitText("#user", "kim");
        tab.click("Sign out");
        tab.awaitText("#welcome h1", "A p2p tracker");
        assertEquals("", tab.text("#done"));
        assertQuiet(tab, "401");
    }

    /** Signed out elsewhere, at the very moment of the click: the form alone would say nothing. */
    @Test
    void aNewPasswordOfOneSignedOutIsRefusedInWords() throws IOException {
        Tab tab = tab(tracker + "/#/account");
        enter(tab, "moe", "Create an account");
        tab.awaitText("#browsers", ".*this one.*");
        tab.is(
                """
                window.real = fetch;
                window.fetch = async (path, how) => {
                    if (how.method === 'PUT') {
                        await real('/api/v1/browsers/current', { ...how, method: 'DELETE', body: undefined });
                    }
                    return real(path, how);
                };
                0\
                """);
        change(tab, PASSWORD, "password2", "password2");
        tab.awaitText("#welcome h1", "A p2p tracker");
        assertEquals("You are not logged in, or no longer; log in first.", told(tab));
        assertQuiet(tab, "401");
    }

    /** What is told, once all that has been answered has been heard. */
    private static String told(Tab tab) {
        tab.is("new Promise(heard => setTimeout(heard))");
        return tab.text("#trouble");
    }

    private static void change(Tab tab, String before, String after, String again) {
        fill(tab, "Old password", before);
        fill(tab, "New password, of 8 characters or more", after);
        fill(tab, "New password, once more", again);
        tab.click("Change the password");
    }

    private static void choose(Tab tab, String label, String value) {
        tab.is(
                "(s => {s.value = %s; s.dispatchEvent(new Event('change'))})(document.querySelector('[aria-label=\"%s\"]'))"
                        .formatted(quoted(value), label));
    }

    @Test
    void whoIsRefusedReadsWhy() throws IOException {
        Tab tab = tab(tracker + "/");
        enter(tab, "nobody-at-all", "Sign in");
        tab.awaitText("#trouble", "There is no account with this name and this password\\.");
        assertEquals("password", tab.is("document.activeElement.type").asText());
        assertEquals("", tab.is("document.activeElement.value").asText());
        enter(tab, "eve/x", "Create an account");
        tab.awaitText("#trouble", ".*name.*");
        tab.width(360);
        tab.assertFits();
        assertQuiet(tab, "401", "422");
        Tab twice = tab(tracker + "/");
        enter(twice, "eve", "Create an account");
        twice.awaitText("#user", "eve");
        fill(twice, "Its name", "mine");
        twice.click("Make the group");
        twice.awaitText("#trouble", "'mine' stands for your own; choose another name\\.");
        Tab beside = chromium.orElseThrow().tabBeside(twice);
        beside.open(tracker + "/");
        beside.awaitText("#user", "eve");
        beside.click("Sign out");
        twice.show();
        twice.awaitText("#trouble", "You are not logged in, or no longer; log in first\\.");
    }

    @Test
    void theKeyboardIsEnough() throws IOException {
        Tab tab = tab(tracker + "/");
        tab.awaitTrue("document.querySelector('#sign-in input') !== null");
        tab.is("document.querySelector('#sign-in input').focus()");
        tab.type("fay");
        tab.press("Tab", TAB);
        tab.type(PASSWORD);
        tab.press("Tab", TAB);
        tab.press("Tab", TAB);
        assertEquals("Create an account", tab.is("document.activeElement.textContent").asText());
        assertTrue(
                tab.is("getComputedStyle(document.activeElement).outlineStyle === 'solid'")
                        .asBoolean());
        tab.press("Enter", ENTER);
        tab.awaitText("#user", "fay");
        tab.awaitTrue("document.activeElement.id === 'mine-title'");
        for (int steps = 0; steps < 3; steps++) {
            tab.press("Tab", TAB);
        }
        assertEquals("make-name", tab.is("document.activeElement.id").asText());
        tab.type("keys");
        tab.press("Enter", ENTER);
        tab.awaitText("#group h1", "keys");
        assertQuiet(tab);
    }

    /** Another port of this very host, whose pages have a browser send the cookie along. */
    @Test
    void anotherPageDoesNothingInSomebodysName() throws IOException {
        Tab gil = tab(tracker + "/");
        enter(gil, "gil", "Create an account");
        gil.awaitText("#user", "gil");
        HttpServer elsewhere =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", TrackerPageBrowserIT::answer);
        elsewhere.start();
        try {
            Tab foreign = chromium.orElseThrow().tabBeside(gil);
            foreign.open("http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/");
            String groups = "fetch('" + tracker + "/api/v1/groups%s, credentials: 'include'%s})";
            for (String rest :
                    List.of(
                            groups.formatted("/mine', {mode: 'cors'", ""),
                            groups.formatted(
                                    "', {method: 'POST', headers:"
                                            + " {'Content-Type': 'application/json'}",
                                    ", body: '{\"name\": \"stolen\"}'"))) {
                assertEquals(
                        "refused",
                        foreign.is(rest + ".then(a => 'answered', () => 'refused')").asText());
            }
            foreign.is(
                    groups.formatted(
                                    "', {method: 'POST', mode: 'no-cors'",
                                    ", body: '{\"name\": \"stolen\"}'")
                            + ".catch(() => 'unseen')");
            gil.show();
            gil.click("Find");
            gil.awaitTrue(
                    "!document.getElementById('no-found').hidden"
                            + " || document.getElementById('found').children.length > 0");
            assertFalse(gil.text("#found").contains("stolen"), gil.text("#found"));
            assertQuiet(gil);
        } finally {
            elsewhere.stop(0);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] page = "<p>elsewhere".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }
}
