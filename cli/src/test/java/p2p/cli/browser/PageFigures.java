package p2p.cli.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import p2p.cli.stage.Person;
import p2p.cli.stage.Stage;
import p2p.testkit.Ran;

/**
 * What the pages cost, measured and told; {@code make bench-page} runs it, and nothing else does.
 */
class PageFigures {

    private static final int TIMES = 10;
    private static final int DOWNLOADS = 50;
    private static final long EACH = 64L << 20;
    private static final int SECONDS = 20;
    private static final String GROUP = "films";
    private static final String LINK = "/i/films#3k0c1v7m5p9q2a8r4t6b0d1e2f/aG9saWRheQ";

    private static final String PAINTED =
            "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0";
    private static final String BYTES =
            "[...performance.getEntriesByType('navigation'),"
                    + " ...performance.getEntriesByType('resource')]"
                    + ".reduce((sum, each) => sum + each.transferSize, 0)";
    private static final String SCRIPTS =
            "performance.getEntriesByType('resource')"
                    + ".filter(each => each.name.endsWith('.js'))"
                    + ".reduce((sum, each) => sum + each.transferSize, 0)";

    /** How long frames take while a long list is scrolled from one end to the other and back. */
    private static final String FRAMES =
            """
            (async () => {
                const list = document.querySelector('#shares');
                const frames = [];
                let before = performance.now();
                for (let turn = 0; turn < 600; turn++) {
                    const part = turn < 300 ? turn / 300 : (600 - turn) / 300;
                    list.scrollTop = part * list.scrollHeight;
                    const now = await new Promise(requestAnimationFrame);
                    frames.push(now - before);
                    before = now;
                }
                return frames.slice(1).sort((a, b) => a - b);
            })()\
            """;

    private static final String BARS =
            """
            (async () => {
                let moved = 0;
                const bars = [...document.querySelectorAll('#downloads progress')];
                const before = bars.map(bar => bar.value);
                const end = performance.now() + 10000;
                while (performance.now() < end) {
                    await new Promise(requestAnimationFrame);
                    bars.forEach((bar, index) => {
                        if (bar.value !== before[index]) {
                            before[index] = bar.value;
                            moved++;
                        }
                    });
                }
                return moved / bars.length / 10;
            })()\
            """;

    private final List<String> lines = new ArrayList<>();

    @Test
    void measure() throws Exception {
        try (Stage stage = Stage.with(1)) {
            String tracker = "http://" + Files.readString(stage.trackerInfo()).strip();
            try (Chromium chromium = Chromium.start(Chromium.program().orElseThrow())) {
                painted(chromium, "the tracker's page", tracker + "/", "#command");
                painted(chromium, "the page of an invitation", tracker + LINK, "#command");
            }
            try (Chromium chromium = Chromium.start(Chromium.program().orElseThrow());
                    Person ann = stage.withService("ann");
                    Person bob = stage.withService("bob")) {
                ofAPeer(chromium, stage, ann, bob);
            }
        }
        Path told = Path.of("target/page.md");
        Files.write(told, lines);
    }

    private void say(String format, Object... values) {
        String line = "- " + format.formatted(values);
        System.out.println(line);
        lines.add(line);
    }

    private void painted(Chromium chromium, String what, String address, String selector)
            throws IOException {
        var times = new ArrayList<Double>();
        long bytes = 0;
        long scripts = 0;
        for (int i = 0; i < TIMES; i++) {
            Tab tab = chromium.tab();
            tab.open(address);
            tab.awaitTrue("!!document.querySelector('" + selector + "')");
            tab.awaitTrue("(" + PAINTED + ") > 0");
            times.add(tab.is(PAINTED).asDouble());
            bytes = tab.is(BYTES).asLong();
            scripts = tab.is(SCRIPTS).asLong();
        }
        times.sort(null);
        say(
                "%s: first paint after %.0f ms (median of %d; %.0f to %.0f); %.1f KiB in all, scripts %.1f",
                what,
                times.get(TIMES / 2),
                TIMES,
                times.getFirst(),
                times.getLast(),
                bytes / 1024.0,
                scripts / 1024.0);
    }

    private void ofAPeer(Chromium chromium, Stage stage, Person ann, Person bob) throws Exception {
        for (Person person : List.of(ann, bob)) {
            String name = person == ann ? "ann" : "bob";
            done(person, "create_user", name, "password1");
            done(person, "login", name, "password1");
        }
        done(ann, "create_group", GROUP);
        done(bob, "join_group", GROUP);
        done(ann, "accept_request", GROUP, "bob");
        Path files = Files.createDirectories(stage.folder().resolve("films"));
        for (int i = 0; i < DOWNLOADS; i++) {
            Path film = files.resolve("film-%02d.mkv".formatted(i));
            try (var file = new RandomAccessFile(film.toFile(), "rw")) {
                file.setLength(EACH + i);
            }
            done(ann, "upload_file", film.toString(), GROUP);
        }
        long service = pid(bob);
        long before = resident(service);
        Tab tab = opened(chromium, bob);
        tab.awaitText("#groups", GROUP + ".*");
        TimeUnit.SECONDS.sleep(10);
        say("the service's memory: %d KiB, with its page open %d KiB", before, resident(service));
        done(bob, "set_limit", "--down", "16MiB");
        for (int i = 0; i < DOWNLOADS; i++) {
            Path to = stage.folder().resolve("to-%02d".formatted(i));
            done(
                    bob,
                    "download_file",
                    GROUP,
                    "film-%02d.mkv".formatted(i),
                    to.toString(),
                    "--background");
        }
        tab.awaitTrue("document.querySelectorAll('#downloads progress').length === " + DOWNLOADS);
        say(
                "%d downloads at once: each bar moves %.1f times a second",
                DOWNLOADS, tab.is(BARS).asDouble());
        double open = cores(service);
        tab.open("data:text/html,<p>elsewhere");
        double closed = cores(service);
        tab = opened(chromium, bob);
        tab.awaitTrue("document.querySelectorAll('#downloads progress').length === " + DOWNLOADS);
        double again = cores(service);
        say(
                "the service meanwhile: %.1f %% of a core with the page, %.1f %% without, %.1f %% with it again",
                100 * open, 100 * closed, 100 * again);
        PageBrowserIT.tenThousandShares(
                tab, bob, Files.writeString(stage.folder().resolve("more.txt"), "x"));
        JsonNode frames = tab.is(FRAMES);
        say(
                "10,000 rows scrolled from end to end and back: frames take %.1f ms (median), %.1f (99 %%), %.1f at most",
                frames.get(frames.size() / 2).asDouble(),
                frames.get(frames.size() * 99 / 100).asDouble(),
                frames.get(frames.size() - 1).asDouble());
    }

    private static Tab opened(Chromium chromium, Person person) throws IOException {
        Tab tab = chromium.tab();
        tab.width(1200);
        tab.open(done(person, "--json", "open", "--print").document().get("address").asText());
        return tab;
    }

    private static Ran done(Person person, String... words) throws IOException {
        Ran ran = person.run(words);
        assertEquals(0, ran.exitCode(), ran::toString);
        return ran;
    }

    private static long pid(Person person) {
        return ProcessHandle.allProcesses()
                .filter(each ->
                        Stream.of(each.info().arguments().orElse(new String[0]))
                                .anyMatch(word -> word.contains(person.home().toString())))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private static long resident(long process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    private static double cores(long process) throws Exception {
        long before = ticks(process);
        TimeUnit.SECONDS.sleep(SECONDS);
        return (ticks(process) - before) / 100.0 / SECONDS;
    }

    private static long ticks(long process) throws IOException {
        String[] words =
                Files.readString(Path.of("/proc/" + process + "/stat"))
                        .replaceAll(".*\\) ", "")
                        .split(" ");
        return Long.parseLong(words[11]) + Long.parseLong(words[12]);
    }
}
