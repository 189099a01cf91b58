package p2p.peer.download;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.Part;
import p2p.peer.event.EventLog;
import p2p.peer.library.HomeTrouble;
import p2p.peer.library.KeptDownload;
import p2p.peer.library.Library;
import p2p.peer.library.NameInGroup;
import p2p.peer.order.DownloadState;
import p2p.peer.refusal.Refusal;

/** What is kept of the user's downloads. On the peer's loop alone. */
public final class DownloadBook {

    /** In the order in which they were asked for. */
    static final Comparator<KeptDownload> AS_ASKED =
            Comparator.comparing(KeptDownload::started)
                    .thenComparing(KeptDownload::file)
                    .thenComparing(KeptDownload::group);

    private final Library library;
    private final EventLog events;
    private final Map<NameInGroup, KeptDownload> kept = new HashMap<>();

    public DownloadBook(Library library, EventLog events) {
        this.library = library;
        this.events = events;
    }

    void open(String user) {
        kept.clear();
        library.downloads(user)
                .forEach(download -> kept.put(NameInGroup.of(download.ref()), download));
    }

    /** A new one; refused where it cannot be written down, or is under way already. */
    void add(KeptDownload download) {
        NameInGroup name = NameInGroup.of(download.ref());
        KeptDownload before = kept.get(name);
        if (before != null && isAnotherPart(before, download)) {
            throw Refusal.ALREADY_DOWNLOADING.because(
                    "Something else of '%s' of '%s' is on its way to %s; let it become complete, or cancel it first."
                            .formatted(
                                    before.file(), before.group(), before.order().destination()));
        }
        if (before != null && before.state() == DownloadState.DOWNLOADING) {
            throw Refusal.ALREADY_DOWNLOADING.because(
                    "'%s' of '%s' is already on its way to %s."
                            .formatted(
                                    before.file(), before.group(), before.order().destination()));
        }
        kept.values().stream()
                .filter(other -> !NameInGroup.of(other.ref()).equals(name))
                .filter(other -> other.state() != DownloadState.COMPLETE)
                .filter(other -> other.order().place().equals(download.order().place()))
                .findAny()
                .ifPresent(other -> {
                    throw Refusal.ALREADY_DOWNLOADING.because(
                            "'%s' of '%s' goes to %s; choose another place."
                                    .formatted(
                                            other.file(),
                                            other.group(),
                                            other.order().destination()));
                });
        library.keep(download);
        kept.put(name, download);
    }

    private static boolean isAnotherPart(KeptDownload before, KeptDownload now) {
        return before.state() != DownloadState.COMPLETE
                && before.id().equals(now.id())
                && !Objects.equals(before.order().part(), now.order().part());
    }

    /** Where it stands now; what cannot be written down counts until the program ends. */
    void keep(KeptDownload download) {
        kept.put(NameInGroup.of(download.ref()), download);
        try {
            library.keep(download);
        } catch (HomeTrouble e) {
            events.add("trouble", download.group(), download.file(), e.getMessage());
        }
    }

    void remove(KeptDownload download) {
        kept.remove(NameInGroup.of(download.ref()));
        library.forget(download);
    }

    /** Removes what there is of one that was cancelled, unless it was started anew meanwhile. */
    void discard(KeptDownload download) {
        if (!kept.containsKey(NameInGroup.of(download.ref()))) {
            removePart(download);
        }
    }

    private void removePart(KeptDownload download) {
        try {
            Part.discard(download.order().place());
        } catch (DiskTrouble e) {
            events.add("trouble", download.group(), download.file(), e.getMessage());
        }
    }

    /** Removes what there is of one of another version, whose place another took in this book. */
    void discardReplaced(KeptDownload before) {
        if (kept.get(NameInGroup.of(before.ref())) != before) {
            removePart(before);
        }
    }

    /** Where a folder's tree is kept once it is complete. */
    Path treePlace(KeptDownload download) {
        return library.treePlace(download.id());
    }

    Optional<KeptDownload> get(NameInGroup name) {
        return Optional.ofNullable(kept.get(name));
    }

    KeptDownload require(NameInGroup name) {
        return get(name)
                .orElseThrow(() ->
                        Refusal.NO_SUCH_DOWNLOAD.because(
                                "There is no download of '%s' in '%s'."
                                        .formatted(name.file(), name.group())));
    }

    KeptDownload requireUnderWay(NameInGroup name) {
        KeptDownload download = require(name);
        if (download.state() != DownloadState.DOWNLOADING) {
            String state =
                    switch (download.state()) {
                        case PAUSED -> "is paused already";
                        case COMPLETE -> "is complete already";
                        default -> "has failed; 'resume_download' tries it again";
                    };
            throw Refusal.NOT_DOWNLOADING.because(
                    "'%s' of '%s' %s.".formatted(name.file(), name.group(), state));
        }
        return download;
    }

    KeptDownload requireIncomplete(NameInGroup name) {
        KeptDownload download = require(name);
        if (download.state() == DownloadState.COMPLETE) {
            throw Refusal.ALREADY_COMPLETE.because(
                    "'%s' of '%s' is complete: %s."
                            .formatted(name.file(), name.group(), download.order().destination()));
        }
        return download;
    }

    List<KeptDownload> all() {
        return kept.values().stream().sorted(AS_ASKED).toList();
    }

    /** One file, all below a folder, whose name ends in '/', or all of the group; in no order. */
    Stream<KeptDownload> of(String group, @Nullable String file) {
        if (file != null && !file.endsWith("/")) {
            return Stream.ofNullable(kept.get(new NameInGroup(group, file)));
        }
        return kept.values().stream()
                .filter(d -> d.group().equals(group))
                .filter(d -> file == null || d.file().startsWith(file));
    }
}
