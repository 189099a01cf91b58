package p2p.tracker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes of the PostgreSQL servers whose data is under a folder. */
final class PostgresProcesses {

    private PostgresProcesses() {}

    static List<Long> under(Path folder) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> worksUnder(pid, folder))
                .toList();
    }

    static void kill9(Path folder) {
        await().atMost(60, SECONDS)
                .until(() -> {
                    List<Long> left = under(folder);
                    left.forEach(
                            pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
                    return left.isEmpty();
                });
    }

    private static boolean worksUnder(long pid, Path folder) {
        Path process = Path.of("/proc", String.valueOf(pid));
        try {
            return Files.readString(process.resolve("comm")).strip().equals("postgres")
                    && Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder);
        } catch (IOException e) {
            return false;
        }
    }
}
