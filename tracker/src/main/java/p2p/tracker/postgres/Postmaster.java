package p2p.tracker.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The process of a server, as its files and {@code /proc} show it. */
final class Postmaster {

    enum State {
        STARTING,
        READY,
        STOPPING,
        GONE
    }

    private static final Set<String> PROGRAMS = Set.of("postgres", "initdb", "pg_ctl");
    private static final int PID_LINE = 0;
    private static final int STATUS_LINE = 7;

    private Postmaster() {}

    /**
     * Looks at {@code postmaster.pid}, and believes it only if its process works in the data
     * folder: after a crash the number may be another program's.
     */
    static State stateOf(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return State.GONE;
        }
        if (lines.isEmpty() || !worksIn(Path.of("/proc", lines.get(PID_LINE).strip()), data)) {
            return State.GONE;
        }
        return switch (lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "") {
            case "ready" -> State.READY;
            case "stopping" -> State.STOPPING;
            default -> State.STARTING;
        };
    }

    /** Ends what a crash left of PostgreSQL in a folder; all that it had to keep is in its log. */
    static void killStragglers(Path folder) {
        List<ProcessHandle> left;
        while (!(left = processesIn(folder)).isEmpty()) {
            left.forEach(ProcessHandle::destroyForcibly);
            Thread.onSpinWait();
        }
    }

    /** A process that has ended but that nobody has waited for works nowhere any more. */
    private static List<ProcessHandle> processesIn(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> worksIn(Path.of("/proc", String.valueOf(process.pid())), folder))
                .toList();
    }

    private static boolean worksIn(Path process, Path folder) {
        try {
            return PROGRAMS.contains(Files.readString(process.resolve("comm")).strip())
                    && Files.readSymbolicLink(process.resolve("cwd"))
                            .startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
