package p2p.peer.download;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import p2p.peer.fetch.ConnectedSeeder;
import p2p.peer.fetch.FetchDetail;
import p2p.peer.fetch.PieceMap;
import p2p.protocol.peer.Fingerprint;

/**
 * A download as seen from near: those who gave the most, how many more there are, and its pieces.
 *
 * @param pieces null while nothing of it is open
 */
public record DownloadDetail(List<Source> seeders, int more, @Nullable PieceMap pieces) {

    private static final int MOST_SEEDERS = 50;
    private static final int SHOWN_OF_FINGERPRINT = 12;

    public static final DownloadDetail NOTHING = new DownloadDetail(List.of(), 0, null);

    /**
     * Somebody it comes from.
     *
     * @param user null where no tracker has named them
     * @param peer the beginning of what their peer is known by
     * @param via {@code direct}, {@code punched} or {@code relay}
     * @param near whether they are on this machine's own network
     * @param waits whether they let this peer wait for its turn
     * @param bytes what has come from them since they were connected
     */
    public record Source(
            @Nullable String user,
            String peer,
            String via,
            boolean near,
            boolean waits,
            long bytes) {}

    static DownloadDetail of(FetchDetail fetch, Map<Fingerprint, String> users) {
        List<Source> most =
                fetch.seeders().stream()
                        .sorted(Comparator.comparing(ConnectedSeeder::bytes).reversed())
                        .limit(MOST_SEEDERS)
                        .map(each -> source(each, users.get(each.fingerprint())))
                        .toList();
        return new DownloadDetail(
                most, fetch.seeders().size() - most.size(), fetch.pieces().orElse(null));
    }

    private static Source source(ConnectedSeeder seeder, @Nullable String user) {
        return new Source(
                user,
                seeder.fingerprint().hex().substring(0, SHOWN_OF_FINGERPRINT),
                seeder.via(),
                seeder.near(),
                seeder.choked(),
                seeder.bytes());
    }
}
