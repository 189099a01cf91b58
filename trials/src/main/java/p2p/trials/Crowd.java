package p2p.trials;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import p2p.testkit.Patience;

/** People who do things at random, one command of each and one of each group at a time. */
final class Crowd {

    private static final int FEW_GROUPS = 3;
    private static final int MOST_GROUPS = 7;

    final List<Person> people;
    final List<Group> groups = new CopyOnWriteArrayList<>();
    final Answers answers;
    final Sharing sharing;
    private final Memberships memberships;
    private final Postgres postgres;
    private final History history;
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile boolean over;

    Crowd(List<Person> people, Postgres postgres, History history) {
        this.people = people;
        this.postgres = postgres;
        this.history = history;
        answers = new Answers(history);
        memberships = new Memberships(people, answers);
        sharing = new Sharing(people, answers);
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
        if (random.nextInt(60) == 0) {
            person.leavesForAMoment(answers);
            return;
        }
        if (groups.size() < FEW_GROUPS || groups.size() < MOST_GROUPS && random.nextInt(10) == 0) {
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
            memberships.make(group, person);
        } finally {
            group.lock.unlock();
        }
    }

    private void actIn(Group group, Person person, Random random) {
        int what = random.nextInt(22);
        if (group.isCertain() && !group.members.contains(person.name) && what > 8) {
            what = 0;
        }
        switch (what) {
            case 0, 1, 2 -> memberships.join(group, person, random);
            case 3 -> memberships.leave(group, person);
            case 4 -> memberships.remove(group, person, random);
            case 5 -> memberships.handOver(group, person, random);
            case 6, 7, 8, 9, 10 -> sharing.upload(group, person, random);
            case 11 -> sharing.look(group, person, random);
            case 12 -> sharing.stopShare(group, person, random);
            case 13, 14 -> sharing.interrupt(group, person, random);
            default -> sharing.download(group, person, random);
        }
    }
}
