package p2p.peer;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import p2p.peer.library.HomeTrouble;
import p2p.peer.library.KeptDownload;
import p2p.peer.library.KeptDownload.Stage;
import p2p.peer.library.Library;
import p2p.peer.tracker.Refused;

/** What is kept of the user's downloads. On the peer's loop alone. */
final class DownloadBook {

    private final Library library;
    private final EventLog events;
    private final Map<Place, KeptDownload> kept = new HashMap<>();

    DownloadBook(Library library, EventLog events) {
        this.library = library;
        this.events = events;
    }

    void open(String user) {
        kept.clear();
        library.downloads(user).forEach(download -> kept.put(Place.of(download.ref()), download));
    }

    /** A new one; refused where it cannot be written down, or is under way already. */
    void add(KeptDownload download) {
        Place place = Place.of(download.ref());
        KeptDownload before = kept.get(place);
        if (before != null && before.stage() == Stage.ACTIVE) {
            throw Refused.of(
                    409,
                    "already-downloading",
                    "Already downloading",
                    "'%s' of '%s' is already on its way to %s."
                            .formatted(before.file(), before.group(), before.path()));
        }
        library.keep(download);
        kept.put(place, download);
    }

    /** Where it stands now; what cannot be written down counts until the program ends. */
    void keep(KeptDownload download) {
        kept.put(Place.of(download.ref()), download);
        try {
            library.keep(download);
        } catch (HomeTrouble e) {
            events.add("trouble", download.group(), null, download.file(), e.getMessage());
        }
    }

    KeptDownload remove(Place place) {
        KeptDownload download = kept.remove(place);
        library.forget(download);
        return download;
    }

    /** Null where there is none. */
    KeptDownload get(Place place) {
        return kept.get(place);
    }

    Place find(String group, String file) {
        Place place = new Place(group, file);
        if (!kept.containsKey(place)) {
            throw Refused.of(
                    404,
                    "no-such-download",
                    "No such download",
                    "There is no download of '%s' in '%s'.".formatted(file, group));
        }
        return place;
    }

    Place findUnderWay(String group, String file) {
        Place place = find(group, file);
        if (kept.get(place).stage() != Stage.ACTIVE) {
            throw Refused.of(
                    409,
                    "not-downloading",
                    "Not downloading",
                    "'%s' of '%s' is not on its way.".formatted(file, group));
        }
        return place;
    }

    Place findIncomplete(String group, String file) {
        Place place = find(group, file);
        KeptDownload download = kept.get(place);
        if (download.stage() == Stage.COMPLETE) {
            throw Refused.of(
                    409,
                    "already-complete",
                    "Already complete",
                    "'%s' of '%s' is complete: %s.".formatted(file, group, download.path()));
        }
        return place;
    }

    /** In the order in which they were asked for. */
    List<KeptDownload> all() {
        return kept.values().stream()
                .sorted(
                        Comparator.comparing(KeptDownload::started)
                                .thenComparing(KeptDownload::file))
                .toList();
    }
}
