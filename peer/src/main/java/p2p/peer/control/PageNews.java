package p2p.peer.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import p2p.peer.Peer;
import p2p.peer.event.EventBatch;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;
import p2p.protocol.Json;

/** Tells open pages what has changed, as long as their sessions live. */
final class PageNews {

    private static final Logger LOG = Logger.getLogger(PageNews.class);
    private static final int MOST_PAGES = 16;
    private static final Duration LOOK = Duration.ofMillis(400);

    /** Who has gone is noticed when something is sent. */
    private static final int SILENT_LOOKS = 25;

    private static final int EVENTS = 50;
    private static final int PATIENCE_SECONDS = 10;

    private final Peer peer;
    private final PageSessions sessions;
    private final ObjectWriter json = Json.lenient().writer();
    private final Semaphore places = new Semaphore(MOST_PAGES);

    PageNews(Peer peer, PageSessions sessions) {
        this.peer = peer;
        this.sessions = sessions;
    }

    void tell(String session, SseEventSink sink, Sse sse) {
        if (!places.tryAcquire()) {
            throw Refusal.TOO_MANY_PAGES.because("This page is open too often; close some of it.");
        }
        Thread.ofVirtual()
                .name("page")
                .start(() -> {
                    try (sink) {
                        new Told(sink, sse).until(session);
                    } catch (Refused | ExecutionException | TimeoutException e) {
                        LOG.debugf("a page is told no more: %s", e.getMessage());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        places.release();
                    }
                });
    }

    /** One page, and what it was told last. */
    private final class Told {

        private final SseEventSink sink;
        private final Sse sse;
        private final Map<String, Object> last = new HashMap<>();
        private int silent;

        private Told(SseEventSink sink, Sse sse) {
            this.sink = sink;
            this.sse = sse;
        }

        private void until(String session)
                throws InterruptedException, ExecutionException, TimeoutException {
            tell("folder", downloadsFolder());
            while (!sink.isClosed() && sessions.renews(session)) {
                tell("status", peer.status());
                tell("downloads", peer.downloads());
                tell("shares", peer.shareChanges());
                tell("limits", peer.limits());
                tell("sending", peer.sending());
                EventBatch recent = peer.events().recent(EVENTS);
                tell("events", recent.events());
                tell("happened", recent.last());
                if (++silent > SILENT_LOOKS) {
                    send("still", "0");
                }
                Thread.sleep(LOOK);
            }
        }

        private void tell(String name, Object document)
                throws InterruptedException, ExecutionException, TimeoutException {
            if (!document.equals(last.put(name, document))) {
                send(name, written(document));
            }
        }

        private void send(String name, String text)
                throws InterruptedException, ExecutionException, TimeoutException {
            sink.send(sse.newEvent(name, text))
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            silent = 0;
        }
    }

    private String written(Object document) {
        try {
            return json.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is known can be written", e);
        }
    }

    private static String downloadsFolder() {
        return Path.of(System.getProperty("user.home"), "Downloads") + "/";
    }
}
