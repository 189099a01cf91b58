package p2p.cli.service;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import p2p.cli.control.Failure;
import p2p.cli.control.Passwords;
import p2p.cli.output.Output;
import p2p.protocol.TrackerList;

/** Which tracker somebody begins with who knows none: those near, or a new one on this machine. */
final class FirstTracker {

    static final String HERE = "here";

    private final Passwords asked;
    private final Output output;
    private final LocalTracker local;
    private final List<Choice> choices = new ArrayList<>();

    private record Choice(String written, String shown) {}

    FirstTracker(Passwords asked, Output output, LocalTracker local) {
        this.asked = asked;
        this.output = output;
        this.local = local;
        if (local.isPossible()) {
            choices.add(new Choice(HERE, "a new one on this machine"));
        }
    }

    /** What somebody chooses, and nothing where nobody does. */
    TrackerList.Entry chosen() {
        if (choices.isEmpty()) {
            throw Failure.usage("No tracker is known yet; say where one is: --tracker HOST:PORT.");
        }
        if (!asked.canAsk()) {
            throw Failure.usage(
                    "No tracker is known yet; say --tracker HOST:PORT, or one of these: "
                            + choices.stream()
                                    .map(choice ->
                                            "--tracker %s (%s)"
                                                    .formatted(choice.written(), choice.shown()))
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        output.note("No tracker is known yet. There could be:");
        for (int i = 0; i < choices.size(); i++) {
            output.note("  %d  %s".formatted(i + 1, choices.get(i).shown()));
        }
        String answer = asked.askName("Which one, or its HOST:PORT? [1] ");
        String written = answer.isEmpty() ? choices.getFirst().written() : written(answer);
        return written.equals(HERE) ? local.begin() : entry(written);
    }

    private String written(String answer) {
        return answer.matches("[0-9]{1,2}")
                        && Integer.parseInt(answer) >= 1
                        && Integer.parseInt(answer) <= choices.size()
                ? choices.get(Integer.parseInt(answer) - 1).written()
                : answer;
    }

    static TrackerList.Entry entry(String written) {
        try {
            return TrackerList.entry(1, written);
        } catch (IllegalArgumentException e) {
            throw Failure.usage("'" + written + "' is no tracker: " + e.getMessage() + ".");
        }
    }
}
