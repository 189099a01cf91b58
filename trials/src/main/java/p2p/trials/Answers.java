package p2p.trials;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What people's commands came to, against what they had to come to. */
final class Answers {

    static final String DONE = "done";

    /** How often each deed may have been done: its line in the trackers' logs. */
    final Map<String, Integer> deeds = new ConcurrentHashMap<>();

    final AtomicInteger commands = new AtomicInteger();
    final AtomicInteger unknown = new AtomicInteger();
    private final History history;

    Answers(History history) {
        this.history = history;
    }

    /** Something that may be done besides what was asked for. */
    void may(String deed) {
        deeds.merge(deed, 1, Integer::sum);
    }

    /** A command that changes a group; the effect is what it has to have where it is done. */
    void command(
            Group group,
            Person person,
            String expected,
            Runnable effect,
            String deed,
            String... words) {
        Outcome outcome = counted(person.does(words));
        if (outcome.isDone() || outcome.kind() == Outcome.Kind.UNKNOWN || isLoggedOut(outcome)) {
            may(deed);
        }
        if (outcome.isDone() && expected.equals(DONE)) {
            effect.run();
        } else if (!isAs(expected, person, outcome, String.join(" ", words))) {
            group.uncertain();
        }
    }

    /** Whether it ended as it had to; what is refused or done and should not be is wrong. */
    boolean isAs(String expected, Person person, Outcome outcome, String what) {
        if (isLoggedOut(outcome)) {
            person.logInAgain();
            return false;
        }
        if (outcome.word().equals(expected)) {
            return true;
        }
        if (outcome.kind() == Outcome.Kind.REFUSED || outcome.isDone()) {
            history.wrong(
                    "%s: %s has to be %s, and is %s: %s"
                            .formatted(
                                    person.name, what, expected, outcome.word(), outcome.output()));
        }
        return false;
    }

    Outcome counted(Outcome outcome) {
        commands.incrementAndGet();
        if (outcome.kind() == Outcome.Kind.UNKNOWN) {
            unknown.incrementAndGet();
        }
        return outcome;
    }

    private static boolean isLoggedOut(Outcome outcome) {
        return outcome.word().equals("not-logged-in");
    }
}
