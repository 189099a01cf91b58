package p2p.peer.fetch;

import java.util.List;
import java.util.Optional;

/** Whom a download is connected to, and which pieces it has; none are known until it is open. */
public record FetchDetail(List<ConnectedSeeder> seeders, Optional<PieceMap> pieces) {

    public static final FetchDetail NOTHING = new FetchDetail(List.of(), Optional.empty());
}
