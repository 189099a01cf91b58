package p2p.trials;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Three trackers on one PostgreSQL, eight people, and so many minutes in which everything breaks.
 * Arguments: the seed and the minutes.
 */
public final class Trial {

    static final int TRACKERS = 3;
    static final int PEOPLE = 8;

    /** Many programs start again and again on few processors. */
    static final Map<String, String> JAVA =
            Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m");

    private final long seed;
    private final Path folder;
    private final History history;
    private final Postgres postgres;
    private final List<Proxy> proxies = new ArrayList<>();
    private final List<Program> trackers = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();
    private FullDisk disk;

    private Trial(long seed, Path folder) throws Exception {
        this.seed = seed;
        this.folder = folder;
        history = new History(folder.resolve("history.txt"));
        postgres = new Postgres(folder.resolve("database"), history);
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
        raise();
        Random random = new Random(seed);
        var crowd = new Crowd(people, postgres, history);
        beginFullDisk(crowd, random);
        ExecutorService threads = Executors.newCachedThreadPool();
        for (int i = 0; i < PEOPLE; i++) {
            Person person = people.get(i);
            var own = new Random(seed * PEOPLE + i);
            threads.execute(() -> crowd.live(person, own));
        }
        var disasters =
                new Disasters(
                        trackers,
                        people.stream().map(p -> p.peer).toList(),
                        proxies,
                        postgres,
                        history,
                        random);
        long end = System.nanoTime() + (long) (minutes * 60e9);
        int happened = disasters.happenUntil(end);
        crowd.goHome();
        threads.shutdown();
        if (!threads.awaitTermination(10, TimeUnit.MINUTES)) {
            history.wrong("commands do not end");
        }
        history.say(
                "%d things broke under %d commands, of which %d ended nobody knows how"
                        .formatted(happened, crowd.commands.get(), crowd.unknown.get()));
        check(crowd);
    }

    private void check(Crowd crowd) throws Exception {
        var checks = new Checks(crowd, postgres, history);
        var programs = new ArrayList<>(trackers);
        people.forEach(p -> programs.add(p.peer));
        checks.everybodyComesBack();
        checks.whatWasAnsweredIsSo();
        checks.wishesComeTrue();
        if (disk != null) {
            disk.becomesLarger();
        }
        checks.nothingIsLeftOver();
        checks.nothingWasDoneTwice(trackers);
        checks.nothingLeaked(programs, TRACKERS);
        checks.onlyTheDeadAreLoggedOut(people.getLast());
        programs.forEach(Program::end);
        checks.nobodyPrintedATrace(programs);
    }

    private void raise() throws Exception {
        var lines = new ArrayList<String>();
        var ports = new ArrayList<Integer>();
        for (int i = 0; i < TRACKERS; i++) {
            int port = freePort();
            ports.add(port);
            proxies.add(new Proxy(port));
            lines.add(proxies.getLast().address());
        }
        Path info = Files.write(folder.resolve("tracker_info.txt"), lines);
        for (int i = 0; i < TRACKERS; i++) {
            var environment = new HashMap<>(JAVA);
            environment.put("P2P_DB_URL", postgres.url());
            environment.put("P2P_DB_USER", postgres.user());
            environment.put("P2P_DB_PASSWORD", postgres.password());
            environment.put("QUARKUS_HTTP_PORT", String.valueOf(ports.get(i)));
            trackers.add(
                    new Program(
                            "tracker-" + (i + 1),
                            folder,
                            List.of("tracker", info.toString(), String.valueOf(i + 1)),
                            environment,
                            " is ready at ",
                            history));
        }
        startAll(trackers);
        for (int i = 1; i <= PEOPLE; i++) {
            people.add(new Person("p" + i, folder, info, freePort(), history));
        }
        startAll(people.stream().map(p -> p.peer).toList());
        for (Person person : people) {
            need(person.signUp().isDone(), person.name + " has to have an account");
            need(person.logIn().isDone(), person.name + " has to be logged in");
        }
    }

    private static void startAll(List<Program> programs) throws Exception {
        try (var threads = Executors.newCachedThreadPool()) {
            for (Future<?> start :
                    programs.stream()
                            .map(p ->
                                    threads.submit(() -> {
                                        p.startUntilReady();
                                        return null;
                                    }))
                            .toList()) {
                start.get();
            }
        }
    }

    private void beginFullDisk(Crowd crowd, Random random) throws IOException {
        var group = new Group("full-disk");
        Person sharer = people.getFirst();
        Person other = people.get(1);
        need(sharer.does("create_group", group.name).isDone(), "a group has to be made");
        need(other.does("join_group", group.name).isDone(), "joining has to be asked for");
        need(
                sharer.does("accept_request", group.name, other.name).isDone(),
                "a request has to be accepted");
        for (String deed :
                List.of(
                        "group-created group=full-disk user=p1",
                        "join-requested group=full-disk user=p2",
                        "join-accepted group=full-disk user=p2 by=p1")) {
            crowd.deeds.put(deed, 1);
        }
        disk = FullDisk.begin(group, sharer, other, random, history);
    }

    private static void need(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException(what);
        }
    }

    private static int freePort() throws IOException {
        Random random = new Random();
        while (true) {
            int port = random.nextInt(20_000, 30_000);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (BindException e) {
                continue;
            }
        }
    }

    private void clear() {
        trackers.forEach(Program::destroy);
        people.forEach(p -> p.peer.destroy());
        if (disk != null) {
            disk.end();
        }
        postgres.close();
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
