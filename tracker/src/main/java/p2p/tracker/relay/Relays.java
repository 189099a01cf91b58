package p2p.tracker.relay;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.file.FileId;
import p2p.tracker.secret.KeyColumn;

/** The relays of all trackers on this database, and the passes for them. */
@ApplicationScoped
public class Relays {

    /** Where the key of passes is. */
    public static final KeyColumn KEPT = new KeyColumn("relay_key", "key");

    private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final RelayTable table;
    private volatile byte @Nullable [] key;
    private volatile @Nullable Look last;

    /** What was seen, and when. */
    private record Look(boolean any, long nanos) {}

    Relays(RelayTable table) {
        this.table = table;
    }

    /** One run of a tracker that is a relay. */
    public record Relay(int tracker, UUID incarnation, HostPort address) {}

    /** With which the two come to their meeting. */
    public record Passes(byte[] downloader, byte[] seeder) {}

    public boolean isAny() {
        return !table.live().isEmpty();
    }

    /** The same, as it was some seconds ago: for what is asked again and again. */
    public boolean wasAnyLately() {
        Look look = last;
        if (look == null || System.nanoTime() - look.nanos > LATELY_NANOS) {
            look = new Look(isAny(), System.nanoTime());
            last = look;
        }
        return look.any;
    }

    /** Any of them: where one cannot be reached, the next try may go to another. */
    public Optional<Relay> choose() {
        List<Relay> live = table.live();
        return live.stream()
                .skip(ThreadLocalRandom.current().nextInt(Math.max(1, live.size())))
                .findFirst();
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

    /** So that any tracker can open it, and nobody else can make one. */
    public byte[] seal(byte[] content) {
        return Seal.close(content, key());
    }

    /** Empty where no tracker has sealed it. */
    public Optional<byte[]> open(byte[] sealed) {
        return Seal.open(sealed, key());
    }

    /** It is made by the first tracker that starts, and stays as it is. */
    byte[] key() {
        byte[] known = key;
        if (known == null) {
            known = table.key();
            key = known;
        }
        return known;
    }
}
