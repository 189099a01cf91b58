package p2p.trials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** People who do things at random, one command of each and one of each group at a time. */
final class Crowd {

    private static final String DONE = "done";
    private static final int MOST_GROUPS = 10;
    private static final int LARGEST_FILE = 6 << 20;

    /** A file that somebody wants; whoever leaves the group wants it no more. */
    record Wish(Person person, Group group, String file, Path target, Path original) {}

    final List<Person> people;
    final List<Group> groups = new CopyOnWriteArrayList<>();
    final Map<Wish, Boolean> wishes = new ConcurrentHashMap<>();

    /** How often each deed may have been done: its line in the trackers' logs. */
    final Map<String, Integer> deeds = new ConcurrentHashMap<>();

    final AtomicInteger commands = new AtomicInteger();
    final AtomicInteger unknown = new AtomicInteger();
    private final Postgres postgres;
    private final History history;
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile boolean over;

    Crowd(List<Person> people, Postgres postgres, History history) {
        this.people = people;
        this.postgres = postgres;
        this.history = history;
    }

    void goHome() {
        over = true;
    }

    /** What one of them does until it is over. */
    void live(Person person, Random random) {
        while (!over) {
            try {
                act(person, random);
            } catch (RuntimeException e) {
                history.wrong("the trial itself failed: " + e);
            }
            Patience.pause(random.nextLong(50, 800));
        }
    }

    private void act(Person person, Random random) {
        if (groups.size() < 3 || groups.size() < MOST_GROUPS && random.nextInt(10) == 0) {
            make(person);
            return;
        }
        Group group = groups.get(random.nextInt(groups.size()));
        if (!group.lock.tryLock()) {
            return;
        }
        try {
            if (group.isCertain() || isReadAgain(group)) {
                actIn(group, person, random);
            }
        } finally {
            group.lock.unlock();
        }
    }

    private boolean isReadAgain(Group group) {
        if (!group.isSettled()) {
            return false;
        }
        try {
            group.readFrom(postgres);
            history.note(group.name + " is certain again");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private void make(Person person) {
        var group = new Group("g-" + numbers.incrementAndGet());
        group.lock.lock();
        try {
            groups.add(group);
            command(
                    group,
                    person,
                    DONE,
                    () -> group.madeBy(person.name),
                    "group-created group=%s user=%s".formatted(group.name, person.name),
                    "create_group",
                    group.name);
        } finally {
            group.lock.unlock();
        }
    }

    private void actIn(Group group, Person person, Random random) {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> join(group, person, random);
            case 6 -> leave(group, person);
            case 7 -> remove(group, person, random);
            case 8 -> handOver(group, person, random);
            case 9, 10, 11, 12 -> upload(group, person, random);
            case 13, 14, 15, 16, 17, 18 -> download(group, person, random);
            default -> look(group, person, random);
        }
    }

    private void join(Group group, Person person, Random random) {
        String name = person.name;
        String expected =
                group.isGone()
                        ? "no-such-group"
                        : group.members.contains(name)
                                ? "already-a-member"
                                : group.requests.contains(name) ? "already-requested" : DONE;
        command(
                group,
                person,
                expected,
                () -> group.requests.add(name),
                "join-requested group=%s user=%s".formatted(group.name, name),
                "join_group",
                group.name);
        if (group.isCertain() && group.requests.contains(name)) {
            decide(group, name, random.nextInt(6) != 0);
        }
    }

    private void decide(Group group, String name, boolean accept) {
        Person owner = named(group.owner);
        command(
                group,
                owner,
                DONE,
                () -> {
                    group.requests.remove(name);
                    if (accept) {
                        group.members.add(name);
                    }
                },
                "join-%s group=%s user=%s by=%s"
                        .formatted(accept ? "accepted" : "rejected", group.name, name, owner.name),
                accept ? "accept_request" : "reject_request",
                group.name,
                name);
    }

    private void leave(Group group, Person person) {
        String name = person.name;
        String expected =
                group.isGone()
                        ? "no-such-group"
                        : group.members.contains(name) ? DONE : "not-a-member";
        command(
                group,
                person,
                expected,
                () -> lose(group, name),
                "member-left group=%s user=%s".formatted(group.name, name),
                "leave_group",
                group.name);
    }

    private void remove(Group group, Person person, Random random) {
        String victim = people.get(random.nextInt(people.size())).name;
        String expected =
                group.isGone()
                        ? "no-such-group"
                        : !person.name.equals(group.owner)
                                ? "not-the-owner"
                                : !group.members.contains(victim)
                                        ? "no-such-member"
                                        : victim.equals(person.name)
                                                ? "owner-cannot-remove-self"
                                                : DONE;
        command(
                group,
                person,
                expected,
                () -> lose(group, victim),
                "member-removed group=%s user=%s by=%s".formatted(group.name, victim, person.name),
                "remove_member",
                group.name,
                victim);
    }

    private void lose(Group group, String name) {
        group.loses(name);
        wishes.keySet().removeIf(w -> w.group == group && w.person.name.equals(name));
    }

    private void handOver(Group group, Person person, Random random) {
        String heir = people.get(random.nextInt(people.size())).name;
        if (heir.equals(person.name)) {
            return;
        }
        String expected =
                group.isGone()
                        ? "no-such-group"
                        : !person.name.equals(group.owner)
                                ? "not-the-owner"
                                : group.members.contains(heir) ? DONE : "no-such-member";
        command(
                group,
                person,
                expected,
                () -> group.owner = heir,
                "owner-changed group=%s user=%s by=%s".formatted(group.name, heir, person.name),
                "transfer_group",
                group.name,
                heir);
    }

    private void upload(Group group, Person person, Random random) {
        if (!group.members.contains(person.name)) {
            return;
        }
        String name = "f-" + numbers.incrementAndGet();
        var file = new Group.SharedFile(name, fresh(person, name, random));
        Outcome outcome = person.does("upload_file", file.bytes().toString(), group.name);
        count(outcome);
        if (outcome.isDone()) {
            file.sharers().add(person.name);
            group.files.put(name, file);
        } else {
            unexpected(person, outcome, DONE, "upload_file " + group.name + " " + name);
        }
    }

    static Path fresh(Person person, String name, Random random) {
        return fresh(person, name, random.nextInt(1, LARGEST_FILE), random);
    }

    static Path fresh(Person person, String name, int size, Random random) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        try {
            return Files.write(person.files.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void download(Group group, Person person, Random random) {
        List<Group.SharedFile> others =
                group.files.values().stream()
                        .filter(file -> !file.sharers().contains(person.name))
                        .toList();
        if (others.isEmpty() || !group.members.contains(person.name)) {
            return;
        }
        Group.SharedFile file = others.get(random.nextInt(others.size()));
        Path target = person.downloads.resolve(group.name + "-" + file.name());
        var wish = new Wish(person, group, file.name(), target, file.bytes());
        if (wishes.containsKey(wish) || Files.exists(target)) {
            return;
        }
        Outcome outcome =
                person.does(
                        "download_file",
                        group.name,
                        file.name(),
                        target.toString(),
                        "--background");
        count(outcome);
        if (outcome.isDone()) {
            wishes.put(wish, true);
        } else if (!outcome.word().equals("not-attached")) {
            unexpected(person, outcome, DONE, "download_file " + file.name());
        }
    }

    private void look(Group group, Person person, Random random) {
        Outcome outcome =
                switch (random.nextInt(3)) {
                    case 0 -> person.does("list_groups");
                    case 1 -> person.does("trackers");
                    default ->
                            group.members.contains(person.name)
                                    ? person.does("list_files", group.name)
                                    : person.does("my_groups");
                };
        count(outcome);
        unexpected(person, outcome, DONE, "a look");
    }

    private void command(
            Group group,
            Person person,
            String expected,
            Runnable effect,
            String deed,
            String... words) {
        Outcome outcome = person.does(words);
        count(outcome);
        if (outcome.isDone() || outcome.kind() == Outcome.Kind.UNKNOWN || isLoggedOut(outcome)) {
            deeds.merge(deed, 1, Integer::sum);
        }
        if (outcome.isDone() && expected.equals(DONE)) {
            effect.run();
        } else if (unexpected(person, outcome, expected, String.join(" ", words))) {
            group.uncertain();
            wishes.keySet().removeIf(w -> w.group == group);
        }
    }

    /** Whether the group is no longer certain; what is not as it has to be is wrong. */
    private boolean unexpected(Person person, Outcome outcome, String expected, String what) {
        if (isLoggedOut(outcome)) {
            person.logIn();
            return true;
        }
        if (outcome.word().equals(expected)) {
            return false;
        }
        if (outcome.kind() == Outcome.Kind.REFUSED || outcome.isDone()) {
            history.wrong(
                    "%s: %s has to be %s, and is %s: %s"
                            .formatted(
                                    person.name, what, expected, outcome.word(), outcome.output()));
        }
        return true;
    }

    private static boolean isLoggedOut(Outcome outcome) {
        return outcome.word().equals("not-logged-in");
    }

    private void count(Outcome outcome) {
        commands.incrementAndGet();
        if (outcome.kind() == Outcome.Kind.UNKNOWN) {
            unknown.incrementAndGet();
        }
    }

    Person named(String name) {
        return people.stream().filter(p -> p.name.equals(name)).findFirst().orElseThrow();
    }
}
