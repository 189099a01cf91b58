package p2p.peer.transfer;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.wire.ByeCode;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.Wire;

/** Those whom a download is connected to or is connecting to. Lives on its event loop. */
final class Sources {

    private static final int MOST_CONNECTIONS = 100;

    private final Workshop workshop;
    private final DownloadSpec spec;
    private final Seeders seeders;
    private final Source.Events events;
    private final Map<Integer, Source> sources = new HashMap<>();
    private byte[] ticket;

    Sources(Workshop workshop, DownloadSpec spec, Seeders seeders, Source.Events events) {
        this.workshop = workshop;
        this.spec = spec;
        this.seeders = seeders;
        this.events = events;
    }

    /** As they are now: what is done to them may end some. */
    Collection<Source> all() {
        return List.copyOf(sources.values());
    }

    /** Null if it is not there any more. */
    Source get(int number) {
        return sources.get(number);
    }

    /** Shows the ticket to those who are connected, and to those still to come. */
    void ticket(byte[] fresh) {
        ticket = fresh;
        for (Source source : all()) {
            if (source.isWelcomed()) {
                source.send(new Frame.Ticket(fresh));
            }
        }
    }

    /** Connects to whoever is due. */
    void connect(long now) {
        if (ticket == null) {
            return;
        }
        all().forEach(source -> source.keepAlive(workshop.settings(), now));
        for (PeerContact contact : seeders.toTry(now)) {
            if (sources.size() >= MOST_CONNECTIONS) {
                return;
            }
            int number = seeders.number(contact.fingerprint());
            if (!sources.containsKey(number)) {
                Source source =
                        new Source(contact, number, workshop, spec.manifest().pieceCount(), events);
                sources.put(number, source);
                source.connect(new Frame.Hello(Wire.VERSION, spec.file(), ticket));
            }
        }
    }

    /** Lets go of one; null if it was not there. */
    Source drop(int number, String reason) {
        Source source = sources.remove(number);
        if (source != null) {
            source.disconnect(ByeCode.DONE, reason);
        }
        return source;
    }

    /** It is gone by itself. */
    void left(Source source, long now) {
        sources.remove(source.number(), source);
        seeders.failed(source.contact().fingerprint(), now);
    }

    void end(ByeCode code, String reason) {
        all().forEach(source -> source.disconnect(code, reason));
        sources.clear();
    }
}
