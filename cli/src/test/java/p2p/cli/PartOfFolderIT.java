package p2p.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import p2p.cli.stage.Person;
import p2p.cli.stage.PipedShell;
import p2p.cli.stage.Stage;

/** Looks into a folder of somebody else's, and fetches of it what is wanted. */
class PartOfFolderIT {

    private static final String PASSWORD = "a long password";
    private static final int MIB = 1 << 20;

    private final String id = Stage.freshName("part");
    private final String ann = "ann-" + id;
    private final String bob = "bob-" + id;
    private final String group = "group-" + id;
    private final Stage stage;
    private final Path photos;
    private final Path copies;
    private final Random random;

    PartOfFolderIT() throws IOException {
        stage = Stage.shared();
        photos = stage.folder().resolve(id).resolve("photos");
        copies = stage.folder().resolve(id).resolve("copies");
        long seed = System.nanoTime();
        System.out.println("The photos of " + id + " are made of the seed " + seed);
        random = new Random(seed);
    }

    private void file(String path, int size) throws IOException {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        Path file = photos.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.fromMillis(random.nextLong(1_700_000_000_000L)));
    }

    private void annHasPhotos() throws IOException {
        file("beach/film.bin", 6 * MIB);
        for (int i = 0; i < 20; i++) {
            file("beach/small/" + i + ".jpg", 3000);
        }
        file("city/film.bin", 8 * MIB + 5);
        file("city/notes.txt", 200);
        file("notes.txt", 100);
        file("run.sh", 50);
        Files.setPosixFilePermissions(
                photos.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(photos.resolve("empty"));
        Files.createSymbolicLink(photos.resolve("city/link"), Path.of("../beach"));
    }

    @Test
    void ofAFolderComesWhatIsWantedAndMoreLater() throws IOException {
        annHasPhotos();
        try (Person annsPeer = stage.withShell(ann)) {
            var a = new Asked(annsPeer, false, true);
            signsUp(a, ann);
            a.done("Created .*", "create_group", group);
            a.done("Shared .*", "upload_file", photos.toString(), group);
            try (PipedShell bobsPeer = stage.withShell(bob)) {
                var b = new Asked(bobsPeer, false, true);
                signsUp(b, bob);
                b.done("(?s).*", "join_group", group);
                a.done("(?s).*", "accept_request", group, bob);

                looks(b);
                refuses(b);
                begins(b);
                bobsPeer.kill9();
                assertTrue(Files.notExists(copies.resolve("photos")));
            }
            try (Person bobsPeer = stage.withShell(bob)) {
                var b = new Asked(bobsPeer, false, true);
                goesOn(b);
                takesMore(b);
                looksAgainThoughNobodyIsThere(a, b, annsPeer);
            }
        }
    }

    private static void signsUp(Asked who, String name) throws IOException {
        who.done("Created .*", "create_user", name, PASSWORD);
        who.done("(?s)Logged in .*", "login", name, PASSWORD);
    }

    private void looks(Asked b) throws IOException {
        JsonNode all = b.withJson().ask("list_files", group, "photos/");
        assertEquals(30, all.size());
        assertEquals(
                List.of("beach", "beach/film.bin", "beach/small", "beach/small/0.jpg"),
                paths(all).subList(0, 4));
        assertEquals(6 * MIB, all.get(1).get("size").asLong());
        JsonNode script = all.get(29);
        assertEquals("run.sh", script.get("path").asText());
        assertTrue(script.get("executable").asBoolean());
        assertEquals(
                List.of("city", "city/film.bin", "city/link", "city/notes.txt"),
                paths(b.withJson().ask("list_files", group, "photos/city")));
        b.done(
                "city/\t0\tfolder\t[^\n]*\ncity/film.bin\t8388613\tfile\t[^\n]*\n"
                        + "city/link -> ../beach\t0\tlink\t\ncity/notes.txt\t200\tfile\t.*",
                "list_files",
                group,
                "photos/city/");
    }

    private static List<String> paths(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get("path").asText())
                .toList();
    }

    private void refuses(Asked b) throws IOException {
        b.refused(1, "no-such-file", "list_files", group, "photos/no such/");
        b.refused(1, "no-such-file", "list_files", group, "none/");
        b.refused(1, "no-such-file", "download_file", group, "photos/no such/", copies + "/");
        b.refused(1, "no-such-file", "download_file", group, "photos/", "x/", "--include", "*.png");
        b.refused(1, "bad-request", "download_file", group, "photos/", "x/", "--exclude", "");
        assertTrue(Files.notExists(copies.resolve("photos")));
    }

    private JsonNode download(Asked b) throws IOException {
        return b.withJson().ask("show_downloads").get(0);
    }

    private void begins(Asked b) throws IOException {
        b.done("(?s).*", "set_limit", "--down", "512KiB");
        b.done(
                "Downloading in the background.*",
                "download_file",
                group,
                "photos/beach/",
                copies + "/",
                "--exclude",
                "1?.jpg",
                "--background");
        await().atMost(60, SECONDS).until(() -> download(b).get("have").asLong() > MIB);
        b.done("(?s).*", "set_limit", "--down", "16KiB"); // however slow this machine is
        b.refused(1, "already-downloading", "download_file", group, "photos/city/", copies + "/");
    }

    private void goesOn(Asked b) throws IOException {
        b.done("(?s).*", "set_limit", "--down", "0");
        await().atMost(60, SECONDS)
                .until(() -> download(b).get("state").asText().equals("complete"));
        long size = download(b).get("size").asLong();
        assertEquals(size, download(b).get("have").asLong());
        assertTrue(size >= 6 * MIB && size < 7 * MIB, () -> "moved " + size);
        assertEquals("beach", download(b).get("part").get("below").asText());
        assertArrived("beach(/film.bin|/small|/small/.[.]jpg)?");
        JsonNode share = b.withJson().ask("my_shares").get(0);
        assertTrue(share.get("part").asBoolean(), share::toString);
        assertTrue(share.get("served").asBoolean(), share::toString);
        b.refused(
                1,
                "already-here",
                "download_file",
                group,
                "photos/beach/",
                copies + "/",
                "--exclude",
                "1?.jpg");
    }

    private void takesMore(Asked b) throws IOException {
        b.done(
                "Downloaded .*",
                "download_file",
                group,
                "photos/",
                copies + "/",
                "--include",
                "/*.txt",
                "--include",
                "empty/");
        assertArrived("beach(/film.bin|/small|/small/.[.]jpg)?|notes.txt|empty");

        b.done(
                "Downloaded .* were here already, .*",
                "download_file",
                group,
                "photos/",
                copies + "/");
        long moved = download(b).get("size").asLong() - download(b).get("taken").asLong();
        assertTrue(moved < 9 * MIB, () -> "moved " + moved);
        assertArrived(".*");
        assertTrue(!b.withJson().ask("my_shares").get(0).get("part").asBoolean());
    }

    /** What is in the folder now is what matches. */
    private void assertArrived(String pattern) throws IOException {
        Map<String, String> expected = inventory(photos);
        expected.keySet().removeIf(path -> !path.matches(pattern));
        assertEquals(expected, inventory(copies.resolve("photos")));
    }

    private static Map<String, String> inventory(Path folder) throws IOException {
        var lines = new TreeMap<String, String>();
        List<Path> all;
        try (Stream<Path> inside = Files.walk(folder)) {
            all = inside.filter(each -> !each.equals(folder)).toList();
        }
        for (Path each : all) {
            lines.put(folder.relativize(each).toString(), about(each));
        }
        return lines;
    }

    private static String about(Path place) throws IOException {
        if (Files.isSymbolicLink(place)) {
            return "link to " + Files.readSymbolicLink(place);
        }
        String time = Files.getLastModifiedTime(place) + " ";
        return Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)
                ? time + "folder"
                : time
                        + PosixFilePermissions.toString(Files.getPosixFilePermissions(place))
                        + Arrays.hashCode(Files.readAllBytes(place));
    }

    private void looksAgainThoughNobodyIsThere(Asked a, Asked b, Person annsPeer)
            throws IOException {
        file("later.txt", 30);
        a.done("Shared .*", "upload_file", photos.toString(), group);
        assertEquals(31, b.withJson().ask("list_files", group, "photos/").size());
        assertEquals(0, annsPeer.end());
        assertEquals(31, b.withJson().ask("list_files", group, "photos/").size());
    }
}
