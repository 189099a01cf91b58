package p2p.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import p2p.cli.stage.Household;
import p2p.cli.stage.Internet;
import p2p.cli.stage.Internet.Router;
import p2p.testkit.Patience;
import p2p.testkit.Programs;
import p2p.testkit.ScratchFolder;
import p2p.testkit.Tracker;
import p2p.testkit.Trackers;

/** Pairs of people behind routers of many kinds, who exchange files. */
class RoutersIT {

    private static final int SIZE = 4 << 20;

    /** Those that let in who comes to a port. */
    private static final Set<Router> OPEN = Set.of(Router.NONE, Router.FORWARDING);

    private static final List<Router> FEW = List.of(Router.RESTRICTED, Router.SYMMETRIC);

    private record Person(Router router, Household at) {}

    private static Person person(Internet internet, Router router, Path folder) throws IOException {
        return new Person(
                router, new Household(internet.household(router), Files.createDirectory(folder)));
    }

    @Test
    void routersLetInWhomTheirPeopleConnectToAtTheSameMoment() throws Exception {
        try (Internet internet = Internet.open();
                ScratchFolder folder = ScratchFolder.make("p2p-routers")) {
            Path list = Files.writeString(folder.path().resolve("list"), internet.tracker() + "\n");
            Person ann = person(internet, Router.RESTRICTED, folder.path().resolve("ann"));
            Person bob = person(internet, Router.RESTRICTED, folder.path().resolve("bob"));
            try (var _ = Trackers.start(folder.path(), list, Map.of())) {
                String link = ann.at.shares("film.bin", "films", 1, internet.tracker());
                bob.at.gets(link, ann.at.folder().resolve("film.bin"));
                String found = bob.at.p2p("doctor", "films", "film.bin").out();
                for (String line :
                        List.of(
                                "  Router      keeps ports",
                                "  Relay       none is offered",
                                "  ann  not connected")) {
                    assertTrue(found.contains(line), found);
                }
                whoIsRemovedGetsNoMore(ann.at, bob.at);
            } finally {
                stop(List.of(ann, bob));
            }
        }
    }

    /** While it comes directly through both routers. */
    private static void whoIsRemovedGetsNoMore(Household ann, Household bob) throws IOException {
        Files.write(ann.folder().resolve("song.bin"), new byte[SIZE]);
        ann.p2p("upload_file", "song.bin", "films");
        bob.p2p("set_limit", "--down", "100KiB");
        bob.p2p("download_file", "films", "song.bin", ".", "--background");
        assertTrue(
                Patience.await(
                        Programs.PATIENCE,
                        () ->
                                bob.p2p("doctor", "films", "song.bin")
                                        .out()
                                        .contains("  ann  punched, ")));
        ann.p2p("remove_member", "films", "bob");
        assertTrue(
                Patience.await(
                        Programs.PATIENCE,
                        () -> bob.p2p("show_downloads").out().contains("failed")));
        assertFalse(Files.exists(bob.folder().resolve("song.bin")));
        bob.p2p("set_limit", "--down", "0");
    }

    @Test
    void whoeverCanMeetDirectlyDoesAndTheOthersByARelay() throws Exception {
        List<Router> kinds =
                System.getProperty(Internet.ROUTERS, "few").equals("all")
                        ? List.of(Router.values())
                        : FEW;
        List<Person> seeders = new ArrayList<>();
        List<Person> downloaders = new ArrayList<>();
        try (Internet internet = Internet.open();
                ScratchFolder folder = ScratchFolder.make("p2p-routers")) {
            Path list = Files.writeString(folder.path().resolve("list"), internet.tracker() + "\n");
            for (Router kind : kinds) {
                String name = kind.name().toLowerCase(Locale.ROOT);
                seeders.add(person(internet, kind, folder.path().resolve("s-" + name)));
                downloaders.add(person(internet, kind, folder.path().resolve("d-" + name)));
            }
            try (var trackers =
                    Trackers.start(
                            folder.path(),
                            list,
                            Map.of("P2P_RELAY", "on", "P2P_RELAY_PORT", "0"))) {
                Table table = new Table(kinds);
                for (Person seeder : seeders) {
                    List<String> cells = new ArrayList<>();
                    for (Person downloader : downloaders) {
                        cells.add(meet(seeder, downloader, internet.tracker(), trackers.get(1)));
                    }
                    table.row(seeder.router, cells);
                }
                Files.writeString(Path.of("target", "routers.md"), table.text());
                assertEquals(expected(kinds), table.routes());
            } finally {
                stop(seeders);
                stop(downloaders);
            }
        }
    }

    /** How the bytes came, and after how long. */
    private static String meet(Person seeder, Person downloader, String address, Tracker tracker)
            throws Exception {
        String file = downloader.router.name().toLowerCase(Locale.ROOT) + ".bin";
        String group = seeder.router + "-" + downloader.router;
        String link = seeder.at.shares(file, group, group.hashCode(), address);
        long relayedBefore = relayed(tracker);
        long begun = System.nanoTime();
        downloader.at.gets(link, seeder.at.folder().resolve(file));
        long millis = (System.nanoTime() - begun) / 1_000_000;
        String route = relayed(tracker) - relayedBefore < SIZE / 2 ? "direct" : "relay";
        Files.delete(downloader.at.folder().resolve(file));
        return "%s, %.1f s".formatted(route, millis / 1000.0);
    }

    private static long relayed(Tracker tracker) throws Exception {
        return tracker.figures()
                .lines()
                .filter(line -> line.startsWith("p2p_relay_bytes_total"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String expected(List<Router> kinds) {
        return kinds.stream()
                .map(seeder ->
                        kinds.stream()
                                .map(downloader -> expected(seeder, downloader))
                                .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    private static String expected(Router seeder, Router downloader) {
        boolean isAnyOpen = OPEN.contains(seeder) || OPEN.contains(downloader);
        boolean isAnySymmetric = seeder == Router.SYMMETRIC || downloader == Router.SYMMETRIC;
        return isAnyOpen || !isAnySymmetric ? "direct" : "relay";
    }

    private static final class Table {
        private final StringBuilder text = new StringBuilder();
        private final List<String> routes = new ArrayList<>();

        Table(List<Router> kinds) {
            line("seeder", kinds.stream().map(Router::name).toList());
            line("---", kinds.stream().map(_ -> "---").toList());
        }

        private void line(String first, List<String> others) {
            text.append(
                    Stream.concat(Stream.of(first), others.stream())
                            .collect(Collectors.joining(" | ", "| ", " |\n")));
        }

        void row(Router seeder, List<String> cells) {
            line(seeder.name(), cells);
            routes.add(
                    cells.stream()
                            .map(cell -> cell.substring(0, cell.indexOf(',')))
                            .collect(Collectors.joining(" ")));
        }

        String text() {
            return text.toString();
        }

        String routes() {
            return String.join("\n", routes);
        }
    }

    private static void stop(List<Person> people) throws IOException {
        for (Person each : people) {
            each.at.down();
        }
    }
}
