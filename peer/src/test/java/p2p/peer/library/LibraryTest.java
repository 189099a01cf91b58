package p2p.peer.library;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.peer.choose.PieceSelection;
import p2p.peer.disk.FileStamp;
import p2p.peer.disk.TreeSelection;
import p2p.peer.order.DownloadOrder;
import p2p.peer.order.DownloadState;
import p2p.peer.rate.RateLimits;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;

class LibraryTest {

    private static final int KILLS = 4;

    @TempDir Path folder;

    @Test
    void whatIsKeptIsThereAgain() {
        KeptShare share = share("ann", "film.mkv");
        KeptDownload download = download("ann", "song.flac");
        try (Home home = Home.open(folder.resolve("home"))) {
            Library library = new Library(home);
            library.keep(share);
            library.keep(share("bob", "film.mkv"));
            library.keep(download);
            library.keep(new KeptSession("ann", "secret", List.of("http://t:1")));
            library.keep(new RateLimits(100, 200));
        }
        try (Home home = Home.open(folder.resolve("home"))) {
            Library library = new Library(home);
            assertEquals(List.of(share), library.shares("ann"));
            assertEquals(List.of(share("bob", "film.mkv")), library.shares("bob"));
            assertEquals(List.of(download), library.downloads("ann"));
            assertEquals(List.of(), library.downloads("bob"));
            assertEquals(
                    Optional.of(new KeptSession("ann", "secret", List.of("http://t:1"))),
                    library.session());
            assertEquals(new RateLimits(100, 200), library.limits());

            library.forget(share);
            library.forget(download);
            library.forgetSession();
            assertEquals(List.of(), library.shares("ann"));
            assertEquals(List.of(), library.downloads("ann"));
            assertEquals(Optional.empty(), library.session());
        }
    }

    @Test
    void whatPartOfAFolderIsWantedAndWhichIsHereIsKept() throws IOException {
        KeptDownload whole = download("ann", "holiday");
        KeptShare all = share("ann", "holiday");
        var selection = new TreeSelection("beach", List.of("*.jpg"), List.of("raw/", "x?"));
        var part =
                new KeptDownload(
                        "ann",
                        whole.order().inside("holiday", "beach"),
                        whole.id(),
                        whole.manifest(),
                        whole.started(),
                        DownloadState.DOWNLOADING,
                        17,
                        0,
                        null,
                        200_000L,
                        3);
        var patterns =
                new DownloadOrder(
                        "films", "more", "/x", PieceSelection.RANDOM, false, false, 2, selection);
        try (Home home = Home.open(folder.resolve("home"))) {
            Library library = new Library(home);
            library.keep(part);
            assertEquals(List.of(part), library.downloads("ann"));
            assertEquals(200_000, library.downloads("ann").getFirst().size());
            library.forget(part);
            library.keep(
                    new KeptDownload(
                            "ann",
                            patterns,
                            whole.id(),
                            whole.manifest(),
                            whole.started(),
                            DownloadState.PAUSED,
                            0,
                            0,
                            null));
            assertEquals(patterns, library.downloads("ann").getFirst().order());

            byte[] pieces = BitSet.valueOf(new long[] {2}).toByteArray();
            library.keep(
                    new KeptShare(
                            "ann",
                            "films",
                            "holiday",
                            all.id(),
                            all.manifest(),
                            all.path(),
                            all.stamp(),
                            false,
                            true,
                            pieces));
            KeptShare kept = library.shares("ann").getFirst();
            assertTrue(kept.isPart());
            assertEquals("{1}", kept.pieces().orElseThrow().toString());
            library.keep(all);
            assertEquals(List.of(all), library.shares("ann"));
        }
    }

    @Test
    void ofLookedAtTreesTheNewestStay() throws IOException {
        try (Home home = Home.open(folder.resolve("home"))) {
            Looks looks = new Library(home).looks();
            FileId newest = FileId.of(new byte[32]);
            for (int i = 0; i < Looks.MOST + 5; i++) {
                byte[] id = new byte[32];
                id[0] = (byte) i;
                Path tree = Files.write(looks.tree(FileId.of(id)), new byte[10]);
                Files.setLastModifiedTime(tree, FileTime.fromMillis(1000L * (i + 1)));
                newest = FileId.of(id);
            }
            looks.trim();
            try (Stream<Path> left = Files.list(home.path().resolve("looks"))) {
                assertEquals(Looks.MOST, left.count());
            }
            assertTrue(Files.exists(looks.tree(newest)));
            assertFalse(Files.exists(looks.tree(FileId.of(new byte[32]))));

            Files.createDirectory(looks.place(newest));
            Files.createDirectory(looks.place(newest).resolveSibling(newest.hex() + ".p2p-part"));
            new Library(home);
            try (Stream<Path> left = Files.list(home.path().resolve("looks"))) {
                assertEquals(Looks.MOST, left.count(), "what was under way is gone");
            }
        }
    }

    @Test
    void whatAnEarlierVersionKeptIsStillRead() throws IOException {
        KeptDownload download = download("ann", "song.flac");
        try (Home home = Home.open(folder.resolve("home"))) {
            Library library = new Library(home);
            library.keep(download);
            Path kept;
            try (Stream<Path> files = Files.list(home.path().resolve("downloads"))) {
                kept = files.findFirst().orElseThrow();
            }
            String before =
                    Files.readString(kept)
                            .replace("\"destination\":", "\"path\":")
                            .replace("\"taken\":5,", "")
                            .replace("\"state\":\"paused\"", "\"stage\":\"PAUSED\"");
            assertTrue(
                    before.contains("\"select\":\"sequential\"")
                            && before.contains("PAUSED")
                            && !before.contains("taken"),
                    before);
            Files.writeString(kept, before);
            assertEquals(List.of(download.withTaken(0)), library.downloads("ann"));
            Files.writeString(kept, before.replace("PAUSED", "ACTIVE"));
            assertEquals(
                    List.of(
                            download.withTaken(0)
                                    .at(DownloadState.DOWNLOADING, 17, "The disk is full.")),
                    library.downloads("ann"));
        }
    }

    @Test
    void aShareThatAnEarlierProgramKeptUnderItsNameAloneIsForgottenLikeOthers() throws IOException {
        KeptShare share = share("ann", "film.mkv");
        try (Home home = Home.open(folder.resolve("home"))) {
            Library library = new Library(home);
            library.keep(share);
            Path shares = home.path().resolve("shares");
            Path now = shares.resolve(only(shares));
            Files.move(now, shares.resolve("0123.json"));
            assertEquals(List.of(share), library.shares("ann"));
            assertEquals(now.getFileName(), only(shares));
            library.forget(share);
            assertEquals(List.of(), library.shares("ann"));
        }
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.map(Path::getFileName).toList();
            assertEquals(1, all.size());
            return all.getFirst();
        }
    }

    @Test
    void nobodyElseCanLookIntoTheHome() throws IOException {
        Path path = Files.createDirectories(folder.resolve("home"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Home home = Home.open(path)) {
            new Library(home).keep(new KeptSession("ann", "secret", List.of("http://t:1")));
            assertEquals("rwx------", rights(path));
            try (Stream<Path> files = Files.list(path.resolve("session"))) {
                assertEquals("rw-------", rights(files.findFirst().orElseThrow()));
            }
        }
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aHomeHasOnePeerAtATime() {
        Path path = folder.resolve("home");
        try (Home _ = Home.open(path)) {
            HomeTrouble trouble = assertThrows(HomeTrouble.class, () -> Home.open(path));
            assertTrue(
                    trouble.getMessage().startsWith("Another peer is running on the home folder "),
                    trouble.getMessage());
        }
        Home.open(path).close();
    }

    @Test
    void whatIsDamagedIsLeftOutAndTheRestIsThere() throws IOException {
        try (Home home = Home.open(folder.resolve("home"))) {
            Library library = new Library(home);
            library.keep(share("ann", "film.mkv"));
            Files.writeString(home.path().resolve("shares/damaged.json"), "{\"user\":");
            Files.writeString(home.path().resolve("shares/half.json.new"), "{");
            assertEquals(List.of(share("ann", "film.mkv")), library.shares("ann"));
        }
    }

    @Test
    void whatWasKeptSurvivesAKill() throws Exception {
        long seed = System.nanoTime();
        System.getLogger("test").log(System.Logger.Level.INFO, "seed " + seed);
        Random random = new Random(seed);
        Path path = folder.resolve("home");
        int said = -1;
        for (int kill = 0; kill < KILLS; kill++) {
            Path output = folder.resolve("said-" + kill);
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java") + "",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    KilledLibrary.class.getName(),
                                    path.toString(),
                                    Integer.toString(said + 1))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .redirectOutput(output.toFile())
                            .start();
            int enough = 1 + random.nextInt(20);
            await().atMost(60, SECONDS).until(() -> said(output).size() >= enough);
            process.destroyForcibly().waitFor();
            said = said(output).getLast();
            try (Home home = Home.open(path)) {
                Library library = new Library(home);
                int kept = library.shares("ann").size();
                assertTrue(
                        kept == said + 1 || kept == said + 2,
                        kept + " kept, " + said + " said last, seed " + seed);
                String token = library.session().orElseThrow().token();
                assertTrue(
                        token.equals("token " + said) || token.equals("token " + (said + 1)),
                        token + " kept, " + said + " said last, seed " + seed);
                said = kept - 1;
            }
        }
    }

    /** The last line may be cut short. */
    private static List<Integer> said(Path output) throws IOException {
        String text = Files.readString(output);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Integer::valueOf).toList();
    }

    static KeptShare share(String user, String file) {
        Manifest manifest = manifest();
        return new KeptShare(
                user,
                "films",
                file,
                manifest.computeId(),
                manifest,
                "/home/ann/" + file,
                new FileStamp(manifest.size(), 1_700_000_000_123_456_789L, 42),
                true,
                false);
    }

    private static KeptDownload download(String user, String file) {
        Manifest manifest = manifest();
        return new KeptDownload(
                user,
                new DownloadOrder(
                        "films", file, "/home/ann/" + file, PieceSelection.SEQUENTIAL, false, true),
                manifest.computeId(),
                manifest,
                Instant.parse("2026-01-01T00:00:00.123Z"),
                DownloadState.PAUSED,
                17,
                5,
                "The disk is full.");
    }

    private static Manifest manifest() {
        HashAlgorithm algorithm = HashAlgorithm.SHA_256;
        return new Manifest(
                300_000, Manifest.SMALLEST_PIECE, algorithm, new byte[64], new byte[32]);
    }
}
