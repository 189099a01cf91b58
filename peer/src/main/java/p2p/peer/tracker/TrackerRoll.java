package p2p.peer.tracker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import p2p.peer.refusal.Refused;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.api.TrackerInfo;

/** Asks all trackers at once how they are. */
public record TrackerRoll(TrackerClient trackers, Executor workers) {

    public List<TrackerState> call(Entry current) {
        List<CompletableFuture<TrackerState>> answers =
                trackers.trackers().trackers().stream()
                        .map(tracker ->
                                CompletableFuture.supplyAsync(
                                        () -> ask(tracker, tracker.equals(current)), workers))
                        .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private TrackerState ask(Entry tracker, boolean current) {
        String address = tracker.address().toString();
        String version = null;
        Integer sessions = null;
        try {
            for (TrackerInfo info : trackers.trackersSeenBy(tracker)) {
                if (info.address().equals(tracker.address())) {
                    version = info.version();
                    sessions = info.sessions();
                }
            }
            return new TrackerState(
                    tracker.number(), address, true, current, version, sessions, null);
        } catch (Refused e) {
            return new TrackerState(
                    tracker.number(), address, false, current, null, null, e.getMessage());
        }
    }
}
