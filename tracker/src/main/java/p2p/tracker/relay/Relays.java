package p2p.tracker.relay;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.file.FileId;
import p2p.tracker.cluster.ThisTracker;

/** The relays of all trackers on this database, and the passes for them. */
@ApplicationScoped
public class Relays {

    private final RelayTable table;
    private final ThisTracker self;
    private volatile byte @Nullable [] key;

    Relays(RelayTable table, ThisTracker self) {
        this.table = table;
        this.self = self;
    }

    /** One run of a tracker that is a relay. */
    public record Relay(int tracker, UUID incarnation, HostPort address) {}

    /** With which the two come to their meeting. */
    public record Passes(byte[] downloader, byte[] seeder) {}

    public boolean isAny() {
        return !table.live().isEmpty();
    }

    /** This tracker's own where it is one: whoever is attached here reaches this machine. */
    public Optional<Relay> choose() {
        List<Relay> live = table.live();
        return live.stream()
                .filter(relay -> relay.tracker() == self.number())
                .findFirst()
                .or(() ->
                        live.stream()
                                .skip(ThreadLocalRandom.current().nextInt(Math.max(1, live.size())))
                                .findFirst());
    }

    /** What they may do there is decided before. */
    public Passes arrange(
            Relay relay,
            Instant now,
            long file,
            String group,
            FileId content,
            Meeting.Party downloader,
            Meeting.Party seeder) {
        var meeting =
                new Meeting(
                        UUID.randomUUID(),
                        now,
                        relay.incarnation(),
                        file,
                        group,
                        content,
                        downloader,
                        seeder);
        byte[] key = key();
        return new Passes(
                new Pass(Pass.Side.DOWNLOADER, meeting).sealed(key),
                new Pass(Pass.Side.SEEDER, meeting).sealed(key));
    }

    byte[] key() {
        byte[] known = key;
        if (known == null) {
            known = table.key();
            key = known;
        }
        return known;
    }
}
