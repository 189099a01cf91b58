package p2p.cli.download;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.peer.event.EventBatch;
import p2p.peer.event.PeerEvent;

/** Hears by the service's events when the last of some downloads has ended. */
final class Ends implements AutoCloseable {

    private static final int LONGEST_WAIT_SECONDS = 20;
    private static final Set<String> ENDS = Set.of("complete", "paused", "failed");

    private final Service service;
    private final String group;
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final Runnable whenAllHave;
    private final Thread listener;

    /** Hears of what follows the event with this number. */
    Ends(Service service, long last, String group, Set<String> files, Runnable whenAllHave) {
        this.service = service.telling(_ -> {});
        this.group = group;
        this.whenAllHave = whenAllHave;
        open.addAll(files);
        listener = Thread.startVirtualThread(() -> listen(last));
    }

    /** The number of the last event so far. */
    static long last(Service service) {
        return service.run(Call.get("events"), EventBatch.class).last();
    }

    boolean areAll() {
        return open.isEmpty();
    }

    /** A service that is not there any more is noticed by whoever asks it for the progress. */
    private void listen(long last) {
        try {
            for (long heard = last; !areAll() && !Thread.interrupted(); ) {
                Call call =
                        Call.get("events").with("after", heard).with("wait", LONGEST_WAIT_SECONDS);
                EventBatch batch = service.run(call, EventBatch.class);
                batch.events().forEach(this::look);
                heard = batch.last();
            }
        } catch (Failure e) {
            return;
        }
        if (areAll()) {
            whenAllHave.run();
        }
    }

    private void look(PeerEvent event) {
        if (ENDS.contains(event.kind()) && group.equals(event.group()) && event.file() != null) {
            open.remove(event.file());
        }
    }

    /** Ends its connection to the service as well, however long that would have waited. */
    @Override
    public void close() {
        listener.interrupt();
    }
}
