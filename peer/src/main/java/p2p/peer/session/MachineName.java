package p2p.peer.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What of this machine's name can be the name of a device. */
final class MachineName {

    private static final Path KERNELS = Path.of("/proc/sys/kernel/hostname");
    private static final int LONGEST = 64;

    private MachineName() {}

    /** Nothing where the machine has no such name; no name server is asked. */
    static Optional<String> offered() {
        try {
            return offered(Files.readString(KERNELS));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<String> offered(String machine) {
        String name =
                machine.strip().replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[._-]+", "");
        return Optional.of(name.substring(0, Math.min(name.length(), LONGEST)))
                .filter(some -> !some.isEmpty());
    }
}
