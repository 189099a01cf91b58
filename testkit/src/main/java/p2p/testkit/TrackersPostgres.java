package p2p.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The PostgreSQL that trackers bring along, in their data folder. */
public record TrackersPostgres(Path data) {

    /** What works in this folder, whoever started it. */
    public List<Long> processes() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(this::worksHere)
                .toList();
    }

    private boolean worksHere(long pid) {
        Path process = Path.of("/proc", String.valueOf(pid));
        try {
            return Files.readString(process.resolve("comm")).strip().equals("postgres")
                    && Files.readSymbolicLink(process.resolve("cwd")).startsWith(data);
        } catch (IOException e) {
            return false;
        }
    }

    public void kill9() {
        boolean gone =
                Patience.await(
                        Programs.PATIENCE,
                        () -> {
                            List<Long> left = processes();
                            left.forEach(pid ->
                                    ProcessHandle.of(pid)
                                            .ifPresent(ProcessHandle::destroyForcibly));
                            return left.isEmpty();
                        });
        if (!gone) {
            throw new AssertionError("cannot be killed: " + processes());
        }
    }

    /** As it does at SIGQUIT: no goodbye to anybody, and a recovery at the next start. */
    public void stopOnTheSpot() throws IOException {
        String first = Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).getFirst();
        Processes.signal(Long.parseLong(first.strip()), "QUIT");
    }

    public ScratchDatabase database() throws IOException {
        Path postgres = data.resolve("postgres");
        return new ScratchDatabase(
                "jdbc:postgresql://127.0.0.1:"
                        + Files.readString(postgres.resolve("port")).strip()
                        + "/p2p",
                "p2p",
                Files.readString(postgres.resolve("password")).strip());
    }
}
