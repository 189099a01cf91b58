package p2p.trials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import p2p.testkit.Patience;
import p2p.testkit.Programs;
import p2p.testkit.Proxy;
import p2p.testkit.Ran;

/** Somebody with a peer of their own, who types commands. */
final class Person {

    private static final String PASSWORD = "a password for trials";
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final Pattern ERROR = Pattern.compile("\"error\":\\{.*?\"type\":\"([a-z-]+)\"");

    /** A service that is not there was ended by the trial, which starts it again itself. */
    private static final Map<String, String> STARTS_NOTHING = Map.of("P2P_START", "off");

    final String name;
    final Program peer;
    final Path files;
    final Path downloads;

    /** Where others reach the peer, as the trackers' proxies tell them. */
    final Way door;

    final String address;
    private final Path home;
    private final Path folder;
    private final History history;
    private volatile boolean changing;
    private volatile long changedNanos = System.nanoTime();

    Person(String name, Path folder, Path trackers, int port, History history) throws IOException {
        this.name = name;
        this.folder = folder;
        this.history = history;
        door = new Way("the way to " + name, new Proxy(port));
        address = "127.0.0.1:" + port;
        home = folder.resolve("home-" + name);
        files = Files.createDirectories(folder.resolve("files-" + name));
        downloads = Files.createDirectories(folder.resolve("downloads-" + name));
        peer =
                new Program(
                        name,
                        folder,
                        "p2p",
                        List.of(
                                "--home",
                                home.toString(),
                                "up",
                                "--trackers",
                                trackers.toString(),
                                "--listen",
                                address),
                        Setting.JAVA,
                        "The p2p service runs on",
                        history);
    }

    Outcome signUp() {
        return typing(PASSWORD, "create_user", name, "--password-stdin");
    }

    Outcome logIn() {
        return typing(PASSWORD, "login", name, "--takeover", "--password-stdin");
    }

    Outcome does(String... words) {
        return typing("", words);
    }

    void leavesForAMoment(Answers answers) {
        changeSession(() -> {
            answers.isAs(Answers.DONE, this, answers.counted(does("logout")), "logout");
            logInAgain();
        });
    }

    /** Unless somebody else's command has brought them back meanwhile. */
    synchronized void logInAgain() {
        if (does("status").output().contains("\"user\":null")) {
            changeSession(() -> {
                Outcome outcome = logIn();
                if (outcome.kind() == Outcome.Kind.REFUSED) {
                    history.wrong(name + " cannot log in: " + outcome.output());
                }
            });
        }
    }

    /** A log-out ends a session, and so does a log-in, where a log-out was heard by no tracker. */
    private synchronized void changeSession(Runnable change) {
        changing = true;
        try {
            change.run();
        } finally {
            changedNanos = System.nanoTime();
            changing = false;
        }
    }

    boolean hasChangedSessionSince(long nanos) {
        return changing || changedNanos > nanos;
    }

    /** While nothing is broken. */
    void must(String... words) {
        Outcome outcome = does(words);
        if (!outcome.isDone()) {
            throw new IllegalStateException(
                    "%s: %s has to be done, and is %s: %s"
                            .formatted(
                                    name,
                                    String.join(" ", words),
                                    outcome.word(),
                                    outcome.output()));
        }
    }

    /** A file of random bytes, to be shared. */
    Path makesFile(String fileName, int size, Random random) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        try {
            return Files.write(files.resolve(fileName), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many bytes in files of every size. */
    Path makesFolder(String folderName, int size, Random random) {
        try {
            Path folder = files.resolve(folderName);
            Files.createDirectories(folder.resolve("empty"));
            for (int left = size, i = 0; left > 0; i++) {
                int length = Math.min(left, random.nextInt(1, 1 << random.nextInt(1, 21)));
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                Path inner = Files.createDirectories(folder.resolve("d-" + i % 7));
                Files.write(inner.resolve("f-" + i), bytes);
                left -= length;
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome typing(String input, String... words) {
        Patience.await(Duration.ofMinutes(3), peer::isUp);
        var all = new ArrayList<>(List.of("--json", "--home", home.toString()));
        all.addAll(List.of(words));
        Outcome outcome = ended(all, input);
        history.note(name + "$ " + String.join(" ", words) + " -> " + outcome.word());
        if (outcome.kind() == Outcome.Kind.WRONG) {
            history.wrong(
                    "%s: %s ended with %s: %s"
                            .formatted(
                                    name,
                                    String.join(" ", words),
                                    outcome.reason(),
                                    outcome.output()));
        }
        return outcome;
    }

    private Outcome ended(List<String> words, String input) {
        try {
            Ran ran = Programs.p2p(folder, LONGEST, STARTS_NOTHING, input, words);
            return outcome(ran.exitCode(), ran.out() + ran.err());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome outcome(int code, String output) {
        if (output.contains("\tat ") || output.contains("Exception")) {
            return new Outcome(Outcome.Kind.WRONG, "a stack trace", output);
        }
        Matcher error = ERROR.matcher(output);
        String type = error.find() ? error.group(1) : "no reason";
        return switch (code) {
            case 0 -> new Outcome(Outcome.Kind.DONE, "", output);
            case 1 ->
                    new Outcome(
                            type.equals("internal") || type.equals("no reason")
                                    ? Outcome.Kind.WRONG
                                    : Outcome.Kind.REFUSED,
                            type,
                            output);
            case 3 -> new Outcome(Outcome.Kind.UNKNOWN, type, output);
            case Ran.KILLED -> new Outcome(Outcome.Kind.WRONG, "no end within " + LONGEST, output);
            default -> new Outcome(Outcome.Kind.WRONG, "exit code " + code, output);
        };
    }
}
