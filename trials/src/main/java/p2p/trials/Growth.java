package p2p.trials;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import p2p.testkit.Processes;

/** How many files each process has open, and how much memory it takes, over its life. */
final class Growth {

    private static final long WARM_NANOS = 30_000_000_000L;
    private static final long MOST_MORE_FILES = 60;
    private static final long MOST_MORE_MIB = 150;
    private static final long MOST_FILES = 400;
    private static final long MOST_MIB = 900;

    private record Life(long pid, long since, Size first, Size last) {}

    private record Size(long files, long mib) {}

    private final List<Program> programs;
    private final History history;
    private final Map<Program, Life> lives = new HashMap<>();

    Growth(List<Program> programs, History history) {
        this.programs = programs;
        this.history = history;
    }

    /** What a process has when it is warm is what it is compared with. */
    void look() {
        long now = System.nanoTime();
        for (Program program : programs) {
            if (!program.isUp()) {
                continue;
            }
            long pid = program.pid();
            var size = new Size(Processes.openFiles(pid), Processes.residentMib(pid));
            Life life = lives.get(program);
            if (life == null || life.pid() != pid) {
                if (life != null) {
                    judge(program, life);
                }
                lives.put(program, new Life(pid, now, size, size));
            } else {
                boolean isWarm = now - life.since() > WARM_NANOS;
                Size first = isWarm ? life.first() : size;
                lives.put(program, new Life(pid, life.since(), first, size));
            }
        }
    }

    void judge() {
        var line = new StringBuilder("seconds alive, open files and resident MiB, warm and now:");
        for (Program program : programs) {
            Life life = lives.get(program);
            if (life == null) {
                continue;
            }
            line.append(
                    " %s %d: %d %d, %d %d;"
                            .formatted(
                                    program.name,
                                    (System.nanoTime() - life.since()) / 1_000_000_000,
                                    life.first().files(),
                                    life.first().mib(),
                                    life.last().files(),
                                    life.last().mib()));
            judge(program, life);
        }
        history.say(line.toString());
    }

    private void judge(Program program, Life life) {
        if (life.last().files() > MOST_FILES
                || life.last().files() > life.first().files() + MOST_MORE_FILES) {
            history.wrong(program.name + " has ever more files open: " + life);
        }
        if (life.last().mib() > MOST_MIB
                || life.last().mib() > life.first().mib() + MOST_MORE_MIB) {
            history.wrong(program.name + " takes ever more memory: " + life);
        }
    }
}
