package p2p.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import p2p.testkit.Patience;

/**
 * Three trackers on one PostgreSQL, eight people and two more between whom every byte is counted,
 * and so many minutes in which everything breaks. Arguments: the seed and the minutes.
 */
public final class Trial {

    private static final int PEOPLE = 8;
    private static final String COUNTED = "counted";

    private final long seed;
    private final Path folder;
    private final History history;
    private final Setting setting;
    private Optional<FullDisk> disk = Optional.empty();

    private Trial(long seed, Path folder) throws Exception {
        this.seed = seed;
        this.folder = folder;
        history = new History(folder.resolve("history.txt"));
        setting = new Setting(folder, history);
    }

    public static void main(String[] arguments) throws Exception {
        long seed = Long.parseLong(arguments[0]);
        double minutes = Double.parseDouble(arguments[1]);
        Path folder = Files.createTempDirectory("p2p-trial");
        System.out.println("SEED=" + seed + ", in " + folder);
        var trial = new Trial(seed, folder);
        Runtime.getRuntime().addShutdownHook(new Thread(trial::clear));
        try {
            trial.run(minutes);
        } catch (Exception e) {
            trial.history.wrong("the trial itself failed: " + e);
        }
        System.exit(trial.judged());
    }

    private int judged() throws IOException {
        if (history.wrongs().isEmpty()) {
            System.out.println("SEED=" + seed + " went well");
            return 0;
        }
        Path kept = Path.of("trials/target/trial-" + seed).toAbsolutePath();
        Files.createDirectories(kept);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().matches(".*\\.(txt|log)")).toList()) {
                Files.copy(
                        file,
                        kept.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        System.out.println(Files.readString(folder.resolve("history.txt")));
        System.out.println("SEED=" + seed + " went wrong; history and logs are in " + kept + ":");
        history.wrongs().forEach(System.out::println);
        return 1;
    }

    private void run(double minutes) throws Exception {
        setting.raise(PEOPLE + 2);
        Random random = new Random(seed);
        List<Person> people = setting.people.subList(0, PEOPLE);
        var crowd = new Crowd(people, setting.postgres, history);
        beginToFillDisk(crowd, random);
        SlowDownload slow = slowDownload(crowd, minutes, random);
        var watch = new Watch(setting, history);
        watch.start();
        ExecutorService threads = Executors.newCachedThreadPool();
        for (int i = 0; i < PEOPLE; i++) {
            Person person = people.get(i);
            var own = new Random(seed * PEOPLE + i);
            threads.execute(() -> crowd.live(person, own));
        }
        var disasters = new Disasters(setting, history, random);
        long end = System.nanoTime() + (long) (minutes * 60e9);
        int happened = disasters.happenUntil(end);
        crowd.goHome();
        threads.shutdown();
        if (!threads.awaitTermination(10, TimeUnit.MINUTES)) {
            history.wrong("commands do not end");
        }
        history.say(
                "%d things broke under %d commands, of which %d ended nobody knows how"
                        .formatted(
                                happened,
                                crowd.answers.commands.get(),
                                crowd.answers.unknown.get()));
        check(crowd, slow, disasters, watch, random);
    }

    private void beginToFillDisk(Crowd crowd, Random random) throws IOException {
        Person owner = setting.people.getFirst();
        var small = new Group("full-disk");
        setting.makeGroup(small.name, owner, List.of(setting.people.get(1)), crowd.answers.deeds);
        disk = FullDisk.begin(small, owner, setting.people.get(1), random, history);
    }

    private SlowDownload slowDownload(Crowd crowd, double minutes, Random random)
            throws IOException {
        Person owner = setting.people.getFirst();
        Person sharer = setting.people.get(PEOPLE);
        Person person = setting.people.get(PEOPLE + 1);
        setting.makeGroup(COUNTED, owner, List.of(sharer, person), crowd.answers.deeds);
        return SlowDownload.begin(COUNTED, sharer, person, minutes, random, history);
    }

    private void check(
            Crowd crowd, SlowDownload slow, Disasters disasters, Watch watch, Random random)
            throws Exception {
        var checks = new Checks(crowd, setting.postgres, history);
        checks.everybodyComesBack(setting.people);
        checks.whatWasAnsweredIsSo();
        checks.wishesComeTrue();
        slow.ends(disasters);
        if (disk.isPresent()) {
            disk.get().becomesLarger();
        }
        checks.nothingIsLeftOver();
        checks.nothingWasDoneTwice(setting.trackers);
        new Revocations(
                        COUNTED,
                        setting.people.getFirst(),
                        setting.people.get(PEOPLE),
                        setting.people.get(PEOPLE + 1),
                        random,
                        history)
                .hold();
        watch.end();
        checks.onlyTheDeadAreLoggedOut(setting.people.getLast());
        List<Program> programs = setting.programs();
        programs.forEach(program -> program.end("TERM"));
        checks.nobodyPrintedATrace(programs);
    }

    private void clear() {
        setting.end();
        disk.ifPresent(FullDisk::end);
        Patience.await(
                Duration.ofSeconds(20),
                () -> {
                    try (Stream<Path> files = Files.walk(folder)) {
                        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                            Files.delete(file);
                        }
                    }
                    return true;
                });
    }
}
