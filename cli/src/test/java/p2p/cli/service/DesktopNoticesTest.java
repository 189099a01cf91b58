package p2p.cli.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.cli.control.Failure;
import p2p.peer.event.PeerEvent;

/** What a desktop is told, by programs that write down what they are called with. */
class DesktopNoticesTest {

    @TempDir Path bin;

    private void program(String name, int exitCode) throws IOException {
        Path script = bin.resolve(name);
        Files.writeString(
                script,
                "#!/bin/sh\nfor word in \"$@\"; do printf '%s\\n' \"$word\"; done >\"$0.said\"\nexit "
                        + exitCode
                        + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private DesktopNotices notices() {
        return DesktopNotices.of(Map.of("PATH", ":" + bin.resolve("none") + ":" + bin));
    }

    private static PeerEvent event(String kind, String text) {
        return new PeerEvent(1, Instant.EPOCH, kind, "films", null, "x", text);
    }

    @Test
    void theTextIsAnArgumentAndNeverACommandOrMarkup() throws IOException {
        program("notify-send", 0);
        program("gdbus", 0);
        assertTrue(
                notices().show(event("complete", "[films] --x $(rm y) <b>'&'</b> is complete.")));
        assertEquals(
                """
                --app-name=p2p
                --
                Download complete
                [films] --x $(rm y) &lt;b&gt;'&amp;'&lt;/b&gt; is complete.
                """,
                Files.readString(bin.resolve("notify-send.said")));
        assertFalse(Files.exists(bin.resolve("gdbus.said")));
    }

    @Test
    void gdbusIsUsedWhereThereIsNoOther() throws IOException {
        program("gdbus", 1);
        assertFalse(notices().show(event("requested", "bob's \\ asks")));
        assertEquals(
                """
                call
                --session
                --dest=org.freedesktop.Notifications
                --object-path=/org/freedesktop/Notifications
                --method=org.freedesktop.Notifications.Notify
                'p2p'
                0
                ''
                'Somebody asks to join'
                'bob\\'s \\\\ asks'
                []
                {}
                10000
                """,
                Files.readString(bin.resolve("gdbus.said")));
    }

    @Test
    void whereThereIsNeitherThatIsSaid() {
        var failure = assertThrows(Failure.class, this::notices);
        assertEquals(
                "There is neither notify-send nor gdbus here; install libnotify-bin, or watch"
                        + " without --notify.",
                failure.getMessage());
        assertEquals(1, failure.exitCode());
    }

    @Test
    void onlyWhatIsWorthLookingUpForIsTold() {
        for (String kind : new String[] {"complete", "requested", "version"}) {
            assertTrue(DesktopNotices.isTold(event(kind, "")), kind);
        }
        for (String kind : new String[] {"attached", "shared", "unshared", "accepted"}) {
            assertFalse(DesktopNotices.isTold(event(kind, "")), kind);
        }
    }
}
