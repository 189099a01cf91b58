package p2p.protocol.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.peer.PeerContact;

/**
 * Somebody who serves a file, wholly or as far as they have it. {@code told} are the addresses that
 * they say are theirs, which nobody has checked; null where they said none.
 */
public record Seeder(
        String user,
        PeerContact contact,
        boolean complete,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<HostPort> told) {

    public Seeder(String user, PeerContact contact, boolean complete) {
        this(user, contact, complete, null);
    }
}
