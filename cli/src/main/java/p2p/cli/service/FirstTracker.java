package p2p.cli.service;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import p2p.cli.control.Failure;
import p2p.cli.control.Passwords;
import p2p.cli.near.NearTrackers;
import p2p.cli.output.Output;
import p2p.protocol.TrackerList;

/** Which tracker somebody begins with who knows none: those near, or a new one on this machine. */
final class FirstTracker {

    static final String HERE = "here";

    private static final int MOST_NEAR = 8;
    private static final Pattern NUMBER = Pattern.compile("\\d*");

    private final Passwords asked;
    private final Output output;
    private final LocalTracker local;
    private final FirstSight sight;

    private record Choice(String written, String word, String shown) {}

    FirstTracker(Passwords asked, Output output, LocalTracker local, FirstSight sight) {
        this.asked = asked;
        this.output = output;
        this.local = local;
        this.sight = sight;
    }

    /**
     * What somebody chooses. Who answers on the link is anybody, so that none of those is what
     * Enter alone stands for.
     */
    TrackerList.Entry chosen(boolean mayBegin) {
        boolean here = mayBegin && local.isPossible();
        if (here && asked.canAsk()) {
            local.prepare();
        }
        List<Choice> choices = choices(here);
        if (choices.isEmpty()) {
            throw Failure.usage("No tracker is known yet; say where one is: --tracker HOST:PORT.");
        }
        if (!asked.canAsk()) {
            throw Failure.usage(
                    "No tracker is known yet; say --tracker HOST:PORT, or one of these: "
                            + choices.stream()
                                    .map(choice ->
                                            "--tracker %s (%s)"
                                                    .formatted(choice.word(), choice.shown()))
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        output.note("No tracker is known yet. There could be:");
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            output.note("  %d  %s (%s)".formatted(i + 1, choice.written(), choice.shown()));
        }
        boolean hasDefault = choices.getFirst().written().equals(HERE);
        while (true) {
            String answer =
                    asked.askName("Which one, or its HOST:PORT? " + (hasDefault ? "[1] " : ""));
            String written = written(answer.isEmpty() && hasDefault ? "1" : answer, choices);
            if (written.equals(HERE)) {
                return local.begin();
            }
            TrackerList.Entry chosen;
            try {
                chosen = TrackerList.entry(1, written);
            } catch (IllegalArgumentException e) {
                output.note(
                        NUMBER.matcher(written).matches()
                                ? "Type a number of the list, or where a tracker is, as HOST:PORT."
                                : noTracker(written, e));
                continue;
            }
            if (!Background.isReachable(chosen)) {
                output.note(Background.unreachable(chosen));
                continue;
            }
            local.abandon();
            if (choices.stream().anyMatch(choice -> choice.written().equals(written))) {
                sight.requireProved(chosen);
            }
            return chosen;
        }
    }

    private static List<Choice> choices(boolean here) {
        var choices = new ArrayList<Choice>();
        if (here) {
            choices.add(new Choice(HERE, HERE, "a new one on this machine"));
        }
        NearTrackers.find(NearTrackers.LONGEST).stream()
                .limit(MOST_NEAR)
                .map(near -> new Choice(near.line(), near.word(), near.name() + ", found near"))
                .forEach(choices::add);
        return choices;
    }

    /** A number of the list stands for what is there. */
    private static String written(String answer, List<Choice> choices) {
        return IntStream.rangeClosed(1, choices.size())
                .filter(number -> answer.equals(String.valueOf(number)))
                .mapToObj(number -> choices.get(number - 1).written())
                .findFirst()
                .orElse(answer);
    }

    static TrackerList.Entry entry(String written) {
        try {
            return TrackerList.entry(1, written);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(noTracker(written, e));
        }
    }

    private static String noTracker(String written, IllegalArgumentException why) {
        return "'" + written + "' is no tracker: " + why.getMessage() + ".";
    }
}
