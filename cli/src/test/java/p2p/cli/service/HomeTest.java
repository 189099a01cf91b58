package p2p.cli.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.cli.control.Failure;
import p2p.protocol.HostPort;

class HomeTest {

    private static final HostPort ADDRESS = new HostPort("127.0.0.1", 9909);

    @TempDir Path folder;

    @Test
    void theOptionIsStrongerThanTheVariableThanTheUsual() {
        var environment = Map.of("P2P_HOME", "/var/b", "XDG_DATA_HOME", "/data");
        assertEquals(Path.of("/a"), Home.of(Path.of("/a"), environment).folder());
        assertEquals(Path.of("/var/b"), Home.of(null, environment).folder());
        assertEquals(
                Path.of("/data/p2p"), Home.of(null, Map.of("XDG_DATA_HOME", "/data")).folder());
        assertEquals(
                Path.of(System.getProperty("user.home"), ".local/share/p2p"),
                Home.of(null, Map.of()).folder());
    }

    @Test
    void everyAddressHasAFolderOfItsOwnUnlessOneIsChosen() {
        var environment = Map.of("XDG_DATA_HOME", "/data");
        assertEquals(
                Path.of("/data/p2p/client-127.0.0.1_9909"),
                Home.of(null, environment, ADDRESS).folder());
        assertEquals(Path.of("/a"), Home.of(Path.of("/a"), environment, ADDRESS).folder());
    }

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        var home = new Home(folder.resolve("x/y"));
        home.create();
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(home.folder())));
        home.create();
    }

    @Test
    void remembersTrackersAndAddress() throws IOException {
        var home = new Home(folder);
        Path list =
                Files.write(folder.resolve("given"), List.of("10.0.0.1:7001", "https://t:7002"));
        var trackers = home.trackers(list);
        home.remember(trackers, ADDRESS);
        assertEquals(trackers, home.trackers(null));
        assertEquals(ADDRESS, home.listen(null, trackers));
        var other = new HostPort("127.0.0.1", 1);
        assertEquals(other, home.listen(other, trackers));
    }

    @Test
    void withoutTrackersItSaysWhatToDo() {
        var failure = assertThrows(Failure.class, () -> new Home(folder).trackers(null));
        assertEquals(
                "No tracker is known yet; name them once with --trackers tracker_info.txt.",
                failure.getMessage());
    }

    @Test
    void theOwnAddressIsTheOneThatTheTrackerSees() {
        assertEquals(new HostPort("127.0.0.1", 0), OwnAddress.towards(ADDRESS));
    }
}
