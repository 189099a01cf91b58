package p2p.trials;

import static p2p.trials.Answers.DONE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What people share, what they want of what others share, and what they no longer do. */
final class Sharing {

    private static final int LARGEST_FILE = 6 << 20;
    private static final int MOST_AT_ONCE = 3;

    /** A download that was begun; {@code stay} is the stay in the group in which it was. */
    record Wish(Person person, Group group, int stay, String file, Path target, Path original) {

        /** Whether somebody who has it all is there for it, and has been so all the time. */
        private boolean isPossible() {
            return group.isCertain()
                    && group.members.contains(person.name)
                    && group.stay(person.name) == stay
                    && group.files.containsKey(file);
        }
    }

    final Queue<Wish> wishes = new ConcurrentLinkedQueue<>();

    /** Nobody knows whether these were cancelled, or go on. */
    private final Set<Wish> doubtful = ConcurrentHashMap.newKeySet();

    private final List<Person> people;
    private final Answers answers;
    private final AtomicInteger numbers = new AtomicInteger();

    Sharing(List<Person> people, Answers answers) {
        this.people = people;
        this.answers = answers;
    }

    /** Somebody shares a file or a folder, and some others want it at once. */
    void upload(Group group, Person person, Random random) {
        if (!group.members.contains(person.name)) {
            return;
        }
        String name = "f-" + numbers.incrementAndGet();
        int size = random.nextInt(1, LARGEST_FILE);
        Path bytes =
                random.nextInt(3) == 0
                        ? person.makesFolder(name, size, random)
                        : person.makesFile(name, size, random);
        Outcome outcome = answers.counted(person.does("upload_file", bytes.toString(), group.name));
        if (answers.isAs(DONE, person, outcome, "upload_file " + group.name + " " + name)) {
            var file = new Group.SharedFile(name, bytes, person.name);
            group.files.put(name, file);
            for (int i = random.nextInt(MOST_AT_ONCE + 1); i > 0; i--) {
                Person other = people.get(random.nextInt(people.size()));
                if (other != person && group.members.contains(other.name)) {
                    want(group, other, file);
                }
            }
        }
    }

    void download(Group group, Person person, Random random) {
        List<Group.SharedFile> others =
                group.files.values().stream()
                        .filter(file -> !file.sharer().equals(person.name))
                        .toList();
        if (!others.isEmpty() && group.members.contains(person.name)) {
            want(group, person, others.get(random.nextInt(others.size())));
        }
    }

    private void want(Group group, Person person, Group.SharedFile file) {
        Path target = person.downloads.resolve(group.name + "-" + file.name());
        if (Files.exists(target) || wishes.stream().anyMatch(w -> w.target().equals(target))) {
            return;
        }
        String[] words = {
            "download_file", group.name, file.name(), target.toString(), "--background"
        };
        Outcome outcome = answers.counted(person.does(words));
        if (outcome.word().equals("not-attached")) {
            return;
        }
        int stay = group.stay(person.name);
        var wish = new Wish(person, group, stay, file.name(), target, file.bytes());
        if (answers.isAs(DONE, person, outcome, "download_file " + file.name())) {
            wishes.add(wish);
        } else if (outcome.kind() == Outcome.Kind.UNKNOWN) {
            doubtful.add(wish);
            wishes.add(wish);
        }
    }

    boolean isDue(Wish wish) {
        return wish.isPossible() && !doubtful.contains(wish);
    }

    void stopShare(Group group, Person person, Random random) {
        List<String> own =
                group.files.values().stream()
                        .filter(file -> file.sharer().equals(person.name))
                        .map(Group.SharedFile::name)
                        .toList();
        if (own.isEmpty()) {
            return;
        }
        String file = own.get(random.nextInt(own.size()));
        Outcome outcome = answers.counted(person.does("stop_share", group.name, file));
        if (answers.isAs(DONE, person, outcome, "stop_share " + group.name + " " + file)) {
            group.stopped.add(file + " " + person.name);
        }
        group.files.remove(file);
    }

    /** Somebody stops a download of theirs for a moment, or for good. */
    void interrupt(Group group, Person person, Random random) {
        List<Wish> own =
                wishes.stream()
                        .filter(w -> w.group() == group && w.person() == person)
                        .filter(w -> isDue(w) && !Files.exists(w.target()))
                        .toList();
        if (own.isEmpty()) {
            return;
        }
        Wish wish = own.get(random.nextInt(own.size()));
        if (random.nextInt(3) == 0) {
            cancel(wish);
        } else {
            pause(wish);
        }
    }

    private void cancel(Wish wish) {
        if (!isDone(wish, "cancel_download")) {
            doubtful.add(wish);
        } else if (!Files.exists(wish.target())) {
            wishes.remove(wish);
        }
    }

    private void pause(Wish wish) {
        doubtful.add(wish);
        if (isDone(wish, "pause_download")
                && (Files.exists(wish.target()) || isDone(wish, "resume_download"))) {
            doubtful.remove(wish);
        }
    }

    /** It may be complete by now, and then there is nothing to pause. */
    private boolean isDone(Wish wish, String command) {
        Outcome outcome =
                answers.counted(wish.person().does(command, wish.group().name, wish.file()));
        boolean isComplete =
                outcome.word().equals("not-downloading") && Files.exists(wish.target());
        return isComplete
                || answers.isAs(DONE, wish.person(), outcome, command + " " + wish.file());
    }

    void look(Group group, Person person, Random random) {
        Outcome outcome =
                switch (random.nextInt(3)) {
                    case 0 -> person.does("list_groups");
                    case 1 -> person.does("trackers");
                    default ->
                            group.members.contains(person.name)
                                    ? person.does("list_files", group.name)
                                    : person.does("my_groups");
                };
        answers.isAs(DONE, person, answers.counted(outcome), "a look");
    }
}
