package p2p.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import p2p.testkit.Patience;

/** Somebody downloads what does not fit, on a disk of a few MiB, until there is a larger one. */
final class FullDisk {

    private static final int FILE = 24 << 20;
    private static final Pattern PAUSED =
            Pattern.compile("\"file\":\"does-not-fit\"[^}]*\"state\":\"paused\"");

    private final Path folder;
    private final Group group;
    private final Person person;
    private final History history;
    private final Path original;

    private FullDisk(Path folder, Group group, Person person, Path original, History history) {
        this.folder = folder;
        this.group = group;
        this.person = person;
        this.original = original;
        this.history = history;
    }

    /** None where nobody may mount one. */
    static Optional<FullDisk> begin(
            Group group, Person sharer, Person person, Random random, History history)
            throws IOException {
        Path folder = Files.createDirectories(person.downloads.resolve("small"));
        if (!mount("size=64m", folder)) {
            history.say("no disk can be mounted here, so that none gets full");
            return Optional.empty();
        }
        Path original = sharer.makesFile("does-not-fit", FILE, random);
        var disk = new FullDisk(folder, group, person, original, history);
        sharer.must("upload_file", original.toString(), group.name);
        person.must("set_limit", "--down", "64KiB");
        person.must("download_file", group.name, "does-not-fit", folder + "/", "--background");
        if (!mount("remount,size=8m", folder)) {
            throw new IllegalStateException("the disk cannot be made smaller");
        }
        person.must("set_limit", "--down", "0");
        return Optional.of(disk);
    }

    void becomesLarger() throws IOException {
        boolean paused =
                Patience.await(
                        Duration.ofMinutes(3),
                        () -> PAUSED.matcher(person.does("show_downloads").output()).find());
        if (!paused) {
            history.wrong(
                    "a download onto a full disk is not paused: "
                            + person.does("show_downloads").output());
        }
        if (!mount("remount,size=64m", folder)) {
            throw new IllegalStateException("the disk cannot be made larger");
        }
        Path target = folder.resolve("does-not-fit");
        person.must("resume_download", group.name, "does-not-fit");
        if (!Patience.await(Duration.ofMinutes(3), () -> Files.exists(target))) {
            history.wrong("a download does not go on after its disk became larger");
        } else if (Files.mismatch(original, target) != -1) {
            history.wrong("what was downloaded onto a full disk has other bytes");
        }
    }

    void end() {
        run("umount", "-l", folder.toString());
    }

    private static boolean mount(String options, Path folder) {
        return run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
    }

    private static boolean run(String... words) {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
