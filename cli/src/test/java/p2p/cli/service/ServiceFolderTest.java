package p2p.cli.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.cli.control.Failure;
import p2p.cli.near.NearTracker;
import p2p.peer.Settings;
import p2p.peer.connection.Congestion;
import p2p.peer.connection.ListenAt;
import p2p.peer.tracker.TrackerTrust;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;
import p2p.protocol.peer.Encryption;

class ServiceFolderTest {

    private static final HostPort ADDRESS = new HostPort("127.0.0.1", 9909);

    private static final String SOME_AUTHORITY =
            """
            -----BEGIN CERTIFICATE-----
            MIIBXTCCAQOgAwIBAgIJAKvZQKnNxhZ+MAoGCCqGSM49BAMDMBkxFzAVBgNVBAMT
            DnNvbWUgYXV0aG9yaXR5MCAXDTI2MTEyMTA1MjMxOFoYDzIxMjYxMDI4MDUyMzE4
            WjAZMRcwFQYDVQQDEw5zb21lIGF1dGhvcml0eTBZMBMGByqGSM49AgEGCCqGSM49
            AwEHA0IABIP3RM6ykU4BGMTKc/PX6Xu2Tq+bwtkSJPnWdi39cENkOCffCjf4lPVp
            1lallhIFzk+7uEALiXkM6oqfl0XRyX2jMjAwMB0GA1UdDgQWBBRBRgI+so1oCX2k
            s1IQlg/p1IvqyDAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMDA0gAMEUCIQCF
            hrdv/E80bveAoMLzDEQkcIg2xfMqhcvGx8iUJXnZrwIgSm3qSUhOFJ0Q7WYI/iPQ
            qr4pAkpaN0UGEPrYLaUHEj4=
            -----END CERTIFICATE-----
            """;

    @TempDir Path folder;

    @Test
    void theOptionIsStrongerThanTheVariableThanTheUsual() {
        var environment = Map.of("P2P_HOME", "/var/b", "XDG_DATA_HOME", "/data");
        assertEquals(Path.of("/a"), ServiceFolder.of(Path.of("/a"), environment).folder());
        assertEquals(Path.of("/var/b"), ServiceFolder.of(null, environment).folder());
        assertEquals(
                Path.of("/data/p2p"),
                ServiceFolder.of(null, Map.of("XDG_DATA_HOME", "/data")).folder());
        assertEquals(
                Path.of(System.getProperty("user.home"), ".local/share/p2p"),
                ServiceFolder.of(null, Map.of()).folder());
    }

    @Test
    void everyAddressHasAFolderOfItsOwnUnlessOneIsChosen() {
        var environment = Map.of("XDG_DATA_HOME", "/data");
        assertEquals(
                Path.of("/data/p2p/client-127.0.0.1_9909"),
                ServiceFolder.of(null, environment, ADDRESS).folder());
        assertEquals(Path.of("/a"), ServiceFolder.of(Path.of("/a"), environment, ADDRESS).folder());
    }

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        var home = new ServiceFolder(folder.resolve("x/y"));
        home.create();
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(home.folder())));
        home.create();
    }

    @Test
    void saysInASentenceWhyItCannotBeMade() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Path home = file.resolve("home");
        assertEquals(
                "A folder and a file get in each other's way at " + home + ".",
                assertThrows(Failure.class, new ServiceFolder(home)::create).getMessage());
    }

    @Test
    void remembersTrackersAndAddress() throws IOException {
        var home = new ServiceFolder(folder);
        Path list = Files.write(folder.resolve("list"), List.of("10.0.0.1:7001", "https://t:7002"));
        var trackers = home.trackers(list);
        var given = ListenAt.exactly(ADDRESS);
        home.remember(settings(trackers, TrackerTrust.ofTheMachine(), given), ADDRESS);
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("tracker_info.txt"))));
        assertEquals(trackers, home.trackers(null));
        assertEquals(given, home.listen(null));
        var other = new HostPort("127.0.0.1", 1);
        assertEquals(ListenAt.exactly(other), home.listen(other));
    }

    @Test
    void whereNobodySaidAnAddressOnlyThePortIsKept() throws IOException {
        var home = new ServiceFolder(folder);
        var trackers = home.trackers(Files.write(folder.resolve("given"), List.of("10.0.0.1:1")));
        ListenAt usual = home.listen(null);
        assertEquals(new ListenAt(new HostPort("0.0.0.0", 7979), true), usual);
        home.remember(
                settings(trackers, TrackerTrust.ofTheMachine(), usual),
                new HostPort("0.0.0.0", 4711));
        assertEquals(new ListenAt(new HostPort("0.0.0.0", 4711), true), home.listen(null));
        Files.writeString(folder.resolve("listen.txt"), "*:nonsense\n");
        assertEquals(
                "The file listen.txt in " + folder + " is damaged; give --listen.",
                assertThrows(Failure.class, () -> home.listen(null)).getMessage());
    }

    private Settings settings(TrackerList trackers, TrackerTrust trust, ListenAt listen) {
        return new Settings(
                folder, listen, trackers, trust, Encryption.ON, false, Congestion.DEFAULT);
    }

    @Test
    void remembersWhoVouchesForTheTrackersUntilItIsTheMachineAgain() throws IOException {
        var home = new ServiceFolder(folder);
        var trackers = home.trackers(Files.write(folder.resolve("given"), List.of("https://t:1")));
        assertEquals(Optional.empty(), home.trust(null).pem());
        Path given = Files.writeString(folder.resolve("ca.pem"), SOME_AUTHORITY);

        home.remember(settings(trackers, home.trust(given), ListenAt.exactly(ADDRESS)), ADDRESS);
        assertEquals(Optional.of(SOME_AUTHORITY), home.trust(null).pem());

        home.remember(
                settings(trackers, home.trust(Path.of("machine")), ListenAt.exactly(ADDRESS)),
                ADDRESS);
        assertEquals(Optional.empty(), home.trust(null).pem());
    }

    @Test
    void saysWhatIsWrongWithTheFileOfAuthorities() throws IOException {
        var home = new ServiceFolder(folder);
        Path none = folder.resolve("none.pem");
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        assertEquals(
                "There is no file " + none + ".",
                assertThrows(Failure.class, () -> home.trust(none)).getMessage());
        assertEquals(
                text + " cannot be used: it is no file of certificates in PEM.",
                assertThrows(Failure.class, () -> home.trust(text)).getMessage());
    }

    @Test
    void withoutTrackersItSaysWhatToDo() {
        var failure = assertThrows(Failure.class, () -> new ServiceFolder(folder).trackers(null));
        assertEquals(
                "No tracker is known yet; name them once: p2p up --trackers tracker_info.txt"
                        + " --detach.",
                failure.getMessage());
    }

    @Test
    void thoseNearAreNamedAndTheUserChooses() {
        var office =
                new NearTracker(
                        "office", new HostPort("192.168.1.5", 7001), false, Optional.empty());
        var attic =
                new NearTracker("attic", new HostPort("192.168.1.6", 7443), true, Optional.empty());
        String none =
                "No tracker is known yet; name them once: p2p up --trackers tracker_info.txt"
                        + " --detach.";
        assertEquals(none, ServiceFolder.noTracker(List.of()).getMessage());
        assertEquals(
                none
                        + " Found near: office at http://192.168.1.5:7001; 'p2p up --trackers"
                        + " http://192.168.1.5:7001' uses it.",
                ServiceFolder.noTracker(List.of(office)).getMessage());
        assertEquals(
                none
                        + " Found near: office at http://192.168.1.5:7001, attic at"
                        + " https://192.168.1.6:7443; 'p2p up --trackers ADDRESS' uses one of them.",
                ServiceFolder.noTracker(List.of(office, attic)).getMessage());
    }

    @Test
    void trackersAreNamedByAFileOrByAnAddress() throws IOException {
        Path list = Files.write(folder.resolve("t:1"), List.of("10.0.0.1:7001"));
        assertEquals("10.0.0.1:7001", onlyLine(list.toString()));
        assertEquals("192.168.1.5:7001", onlyLine("192.168.1.5:7001"));
        assertEquals("https://[fd00::5]:7443", onlyLine("https://[fd00::5]:7443"));
        for (String wrong : List.of("nowhere.txt", "192.168.1.5", "a:0")) {
            assertEquals(
                    "There is no file " + wrong + ".",
                    assertThrows(Failure.class, () -> ServiceFolder.named(wrong)).getMessage());
        }
    }

    private static String onlyLine(String named) {
        List<TrackerList.Entry> trackers = ServiceFolder.named(named).trackers();
        assertEquals(1, trackers.size());
        return trackers.getFirst().line();
    }

    @Test
    void whoIsInvitedToATrackerHasItWithThoseOfTheLastStartOrAlone() throws IOException {
        var home = new ServiceFolder(folder);
        Path list = folder.resolve("tracker_info.txt");
        TrackerList.Entry invitedTo = TrackerList.entry(1, "https://t:1");
        assertEquals(list, home.trackersFor(invitedTo));
        assertEquals(List.of("https://t:1"), Files.readAllLines(list));
        assertTrue(home.knows(invitedTo));
        assertFalse(home.knows(TrackerList.entry(1, "http://t:1")));
        assertFalse(home.knows(TrackerList.entry(1, "https://t:2")));

        Files.write(list, List.of("http://t:3", "https://t:2"));
        assertEquals(list, home.trackersFor(invitedTo));
        assertFalse(home.knows(invitedTo));
        assertTrue(home.knows(TrackerList.entry(1, "https://t:2")));
    }

    @Test
    void aLinkWithoutTheTrackersIdentityIsNotWhole() throws IOException {
        String identity = "0a".repeat(32);
        Files.writeString(folder.resolve("tracker_info.txt"), "192.0.2.1:7001 " + identity + "\n");
        var home = new ServiceFolder(folder);
        Background.requireTracker(home, TrackerList.entry(1, "192.0.2.1:7001 " + identity));
        Failure cut = refused(home, "https://192.0.2.1:7001");
        assertEquals(2, cut.exitCode());
        assertEquals(
                "This is not the whole link: the tracker 192.0.2.1:7001 is known by its identity,"
                        + " which stands in a link behind the code, after a dot. Ask for all of it,"
                        + " and give it in quotes.",
                cut.getMessage());
        for (String other :
                List.of(
                        "http://192.0.2.1:7001",
                        "https://192.0.2.1:7002",
                        "192.0.2.1:7001 " + "0b".repeat(32))) {
            assertEquals("other-trackers", refused(home, other).type());
        }
    }

    private static Failure refused(ServiceFolder home, String tracker) {
        return assertThrows(
                Failure.class,
                () -> Background.requireTracker(home, TrackerList.entry(1, tracker)));
    }

    @Test
    void whoListensOnThisMachineAloneIsToldWhereATrackerIsElsewhere() {
        assertEquals(Optional.empty(), unreached("127.0.0.1:9909", "127.0.0.1:7001"));
        assertEquals(Optional.empty(), unreached("192.0.2.2:9909", "192.0.2.1:7001"));
        assertEquals(
                Optional.of(
                        "At 127.0.0.1:9909 this peer is reached from this machine alone, and a"
                                + " tracker is elsewhere: others cannot download from here. At"
                                + " 0.0.0.0:9909 they could."),
                unreached("127.0.0.1:9909", "192.0.2.1:7001"));
    }

    private Optional<String> unreached(String listen, String tracker) {
        return ServiceFolder.unreached(
                settings(
                        new TrackerList(List.of(TrackerList.entry(1, tracker))),
                        TrackerTrust.ofTheMachine(),
                        ListenAt.exactly(HostPort.parse(listen))));
    }
}
