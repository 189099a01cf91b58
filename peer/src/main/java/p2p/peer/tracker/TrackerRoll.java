package p2p.peer.tracker;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import p2p.peer.refusal.Refused;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.api.TrackerInfo;

/** Asks all trackers at once how they are. */
public record TrackerRoll(TrackerClient trackers, Executor workers) {

    public List<TrackerState> call(Optional<Entry> current) {
        List<CompletableFuture<TrackerState>> answers =
                trackers.trackers().trackers().stream()
                        .map(tracker ->
                                CompletableFuture.supplyAsync(
                                        () -> ask(tracker, current.equals(Optional.of(tracker))),
                                        workers))
                        .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private TrackerState ask(Entry tracker, boolean current) {
        String address = tracker.address().toString();
        try {
            Optional<TrackerInfo> itself =
                    trackers.trackersSeenBy(tracker).stream()
                            .filter(info -> info.address().equals(tracker.address()))
                            .findFirst();
            return new TrackerState(
                    tracker.number(),
                    address,
                    true,
                    current,
                    itself.map(TrackerInfo::version).orElse(null),
                    itself.map(TrackerInfo::sessions).orElse(null),
                    null);
        } catch (Refused e) {
            return new TrackerState(
                    tracker.number(), address, false, current, null, null, e.getMessage());
        }
    }
}
