package p2p.bench;

import java.io.IOException;
import java.util.regex.Pattern;
import p2p.testkit.Processes;
import p2p.testkit.Tracker;

/** What a running tracker takes. */
record TrackerFigures(Tracker tracker) {

    double processorSeconds() throws IOException {
        return Processes.processorSeconds(tracker.pid());
    }

    long residentMib() {
        return Processes.residentMib(tracker.pid());
    }

    long attached() throws IOException, InterruptedException {
        return (long) metric("p2p_sessions_attached(?:\\{.*})?");
    }

    /** The sum of the metric's values. */
    double metric(String name) throws IOException, InterruptedException {
        return Pattern.compile("(?m)^" + name + " (\\S+)$")
                .matcher(tracker.figures())
                .results()
                .mapToDouble(result -> Double.parseDouble(result.group(1)))
                .sum();
    }
}
