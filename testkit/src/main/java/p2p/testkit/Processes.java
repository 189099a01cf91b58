package p2p.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the system does to a process, and tells of it. */
public final class Processes {

    private static final double CLOCK_TICKS = 100;

    private Processes() {}

    /** A signal by its name, such as {@code TERM}. */
    public static void signal(long pid, String name) {
        try {
            new ProcessBuilder("kill", "-s", name, String.valueOf(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Seconds of the processor's time, in user and system mode. */
    public static double processorSeconds(long pid) throws IOException {
        String stat = Files.readString(about(pid, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / CLOCK_TICKS;
    }

    /** None, once the process has ended. */
    public static long residentMib(long pid) {
        try (Stream<String> lines = Files.lines(about(pid, "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** None, once the process has ended. */
    public static long openFiles(long pid) {
        try (Stream<Path> files = Files.list(about(pid, "fd"))) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static Path about(long pid, String what) {
        return Path.of("/proc", String.valueOf(pid), what);
    }
}
