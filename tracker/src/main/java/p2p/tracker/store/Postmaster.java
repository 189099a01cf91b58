package p2p.tracker.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The server process of a cluster, as its files and {@code /proc} show it. */
record Postmaster(State state, int port) {

    enum State {
        READY,
        STARTING_OR_STOPPING,
        GONE
    }

    private static final Postmaster GONE = new Postmaster(State.GONE, 0);
    private static final Set<String> PROGRAMS = Set.of("postgres", "initdb", "pg_ctl");
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    /**
     * Looks at {@code postmaster.pid}, and believes it only if its process works in the data
     * folder: after a crash the number may be another program's.
     */
    static Postmaster of(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return GONE;
        }
        if (lines.isEmpty() || !worksIn(Path.of("/proc", lines.get(PID_LINE).strip()), data)) {
            return GONE;
        }
        if (lines.size() <= STATUS_LINE || !lines.get(STATUS_LINE).strip().equals("ready")) {
            return new Postmaster(State.STARTING_OR_STOPPING, 0);
        }
        return new Postmaster(State.READY, Integer.parseInt(lines.get(PORT_LINE).strip()));
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
