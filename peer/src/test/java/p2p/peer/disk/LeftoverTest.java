package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverTest {

    @TempDir Path folder;

    @Test
    void filesThatTheNewerVersionHasNotAreCountedAsFarAsTheyAreThere() throws IOException {
        Path home = folder.resolve("home");
        Path place = folder.resolve("got");
        Files.createDirectories(place.resolve("inner"));
        for (String name : List.of("kept", "inner/left", "inner/also left", "gone")) {
            Files.writeString(place.resolve(name), name);
        }
        SampleFolder old = SampleFolder.hashed(place, home);
        Path source = Files.createDirectories(folder.resolve("now"));
        Files.writeString(source.resolve("kept"), "of today");
        SampleFolder now = SampleFolder.hashed(source, home);
        var there = new SharedFolder(place, now.manifest(), now.keptTree());
        Files.writeString(place.resolve("added"), "by its user");
        Files.delete(place.resolve("gone"));

        assertEquals(2, Leftover.files(List.of(earlier(place, old)), there));
        assertEquals(0, Leftover.files(List.of(earlier(source, old)), there));
        assertEquals(0, Leftover.files(List.of(Earlier.at(place)), there));
        assertEquals(0, Leftover.files(List.of(earlier(place, now)), there));
        Files.writeString(old.keptTree(), "damaged");
        assertEquals(0, Leftover.files(List.of(earlier(place, old)), there));
    }

    private static Earlier earlier(Path place, SampleFolder was) {
        return new Earlier(
                place,
                Optional.of(was.manifest()),
                Optional.of(was.keptTree()),
                Optional.of(was.shared()));
    }
}
