package p2p.cli.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd is given to read. */
class SystemdUnitTest {

    @TempDir Path folder;

    private SystemdUnit unit(String home) {
        var environment = Map.of("XDG_CONFIG_HOME", folder.toString(), "XDG_DATA_HOME", "/data");
        return SystemdUnit.of(
                new ServiceFolder(Path.of(home)),
                environment,
                Path.of("/opt/p 2/p2p"),
                Map.of("JAVA_HOME", "/usr/lib/jvm/$x"));
    }

    @Test
    void theUsualHomeHasTheUsualNameAndEveryOtherOneItsOwn() {
        assertEquals(folder.resolve("systemd/user/p2p.service"), unit("/data/p2p").file());
        assertEquals("p2p-home-ann-my_20_p2p.1.service", unit("/home/ann/my p2p.1").name());
        assertEquals("p2p-home-ann_2d_b.service", unit("/home/ann-b").name());
    }

    @Test
    void whatMeansSomethingToSystemdIsEscaped() {
        assertEquals(
                """
                # Written by 'p2p service install'; 'p2p service uninstall' removes it.
                [Unit]
                Description=p2p peer on /a%%b/$c "d"

                [Service]
                Environment="JAVA_HOME=/usr/lib/jvm/$x"
                ExecStart="/opt/p 2/p2p" --home "/a%%b/$$c \\"d\\"" up
                # Java ends with this code after an orderly stop by SIGTERM.
                SuccessExitStatus=143
                # A tracker that was begun here goes on.
                KillMode=process
                Restart=on-failure
                RestartSec=2

                [Install]
                WantedBy=default.target
                """,
                unit("/a%b/$c \"d\"").text());
    }
}
