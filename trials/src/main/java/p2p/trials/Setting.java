package p2p.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import p2p.testkit.Ports;
import p2p.testkit.Proxy;

/** Three trackers on one PostgreSQL, and people; to each tracker and each peer goes one way. */
final class Setting {

    static final int TRACKERS = 3;

    /** Many programs start again and again on few processors. */
    static final Map<String, String> JAVA =
            Map.of("P2P_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m");

    final Postgres postgres;
    final List<Program> trackers = new ArrayList<>();
    final List<Person> people = new ArrayList<>();
    final List<Way> waysToTrackers = new ArrayList<>();
    private final Map<String, String> doors = new ConcurrentHashMap<>();
    private final Path folder;
    private final History history;

    Setting(Path folder, History history) throws Exception {
        this.folder = folder;
        this.history = history;
        postgres = new Postgres(folder.resolve("database"), history);
    }

    List<Program> peers() {
        return people.stream().map(person -> person.peer).toList();
    }

    List<Program> programs() {
        var all = new ArrayList<>(trackers);
        all.addAll(peers());
        return all;
    }

    /** Everything runs, and everybody is logged in, when this returns. */
    void raise(int number) throws Exception {
        Path list = listTrackers();
        startAll(trackers);
        for (int i = 1; i <= number; i++) {
            var person = new Person("p" + i, folder, list, Ports.take(), history);
            people.add(person);
            doors.put(person.address, person.door.address());
        }
        startAll(peers());
        for (Person person : people) {
            need(person.signUp().isDone(), person.name + " has to have an account");
            need(person.logIn().isDone(), person.name + " has to be logged in");
        }
    }

    private Path listTrackers() throws IOException {
        Path list = folder.resolve("tracker_info.txt");
        for (int number = 1; number <= TRACKERS; number++) {
            int port = Ports.take();
            var way = new Proxy(port, () -> new Retold(doors)::of);
            waysToTrackers.add(new Way("the way to tracker " + number, way));
            var environment = new HashMap<>(JAVA);
            environment.putAll(postgres.database().environment());
            environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
            trackers.add(
                    new Program(
                            "tracker-" + number,
                            folder,
                            "tracker",
                            List.of(list.toString(), String.valueOf(number)),
                            environment,
                            " is ready at ",
                            history));
        }
        return Files.write(list, waysToTrackers.stream().map(Way::address).toList());
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

    /** A group of its own, which is no part of what the crowd knows. */
    void makeGroup(String group, Person owner, List<Person> members, Map<String, Integer> deeds) {
        owner.must("create_group", group);
        deeds.put("group-created group=%s user=%s".formatted(group, owner.name), 1);
        for (Person member : members) {
            member.must("join_group", group);
            owner.must("accept_request", group, member.name);
            String who = "group=%s user=%s".formatted(group, member.name);
            deeds.put("join-requested " + who, 1);
            deeds.put("join-accepted " + who + " by=" + owner.name, 1);
        }
    }

    private static void need(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException(what);
        }
    }

    void end() {
        programs().forEach(Program::destroy);
        postgres.close();
    }
}
