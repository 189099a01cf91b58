package p2p.tracker.swarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import p2p.protocol.Json;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.FileRef;
import p2p.tracker.request.Source;

/**
 * Who may answer a punch, once asked, and whom: a seeder takes it from one tracker to another.
 *
 * @param from the address at which its tracker sees the downloader
 */
@RegisterForReflection
record PunchPass(
        long downloader,
        long seeder,
        FileRef file,
        Fingerprint fingerprint,
        String from,
        Instant at) {

    private static final Duration LIFE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = Json.strict();

    byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty where the bytes are another pass. */
    static Optional<PunchPass> of(byte[] bytes) {
        try {
            return Optional.of(JSON.readValue(bytes, PunchPass.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean isGoodAt(Instant now) {
        return Duration.between(at, now).abs().compareTo(LIFE) <= 0;
    }

    /** Whether who is at that address and the downloader can be on one way. */
    boolean leadsTo(String address) {
        Optional<InetAddress> one = literal(from);
        Optional<InetAddress> other = literal(address);
        return one.isPresent()
                && other.isPresent()
                && one.get().getAddress().length == other.get().getAddress().length
                && Source.isWithin(one.get()) == Source.isWithin(other.get());
    }

    private static Optional<InetAddress> literal(String address) {
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
