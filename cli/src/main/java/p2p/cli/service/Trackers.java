package p2p.cli.service;

import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.cli.output.Table;
import p2p.peer.tracker.TrackerState;
import picocli.CommandLine.Command;

/** List the trackers: which are up, and which one this peer is on. */
@Command(
        name = "trackers",
        description = "List the trackers: which are up, and which one this peer is on.",
        footer = {"", "Example:", "  p2p trackers"})
public final class Trackers extends ServiceCommand {

    @Override
    protected boolean onlyLooks() {
        return true;
    }

    @Override
    protected int run(Service service, Output output) {
        List<TrackerState> trackers = service.list(Call.get("trackers"), TrackerState.class);
        var table =
                new Table<TrackerState>()
                        .number("NO", TrackerState::number)
                        .text("ADDRESS", TrackerState::address)
                        .text("STATE", Trackers::state)
                        .text("VERSION", tracker -> orNothing(tracker.version()))
                        .text("SESSIONS", tracker -> orNothing(tracker.sessions()))
                        .text("REASON", tracker -> orNothing(tracker.reason()));
        output.table(trackers, table, "No tracker is known.");
        return 0;
    }

    private static String state(TrackerState tracker) {
        return tracker.current() ? "up, in use" : tracker.up() ? "up" : "down";
    }

    private static String orNothing(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
