package p2p.peer.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import p2p.peer.disk.Chosen;
import p2p.peer.disk.Destination;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.Folder;
import p2p.peer.disk.Shared;
import p2p.peer.disk.TreeSelection;
import p2p.peer.library.KeptDownload;
import p2p.peer.loop.Loop;
import p2p.peer.order.DownloadOrder;
import p2p.peer.order.DownloadState;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;
import p2p.peer.share.ShareWatch;
import p2p.peer.tracker.TrackerClient;
import p2p.protocol.api.DownloadGrant;
import p2p.protocol.api.DownloadRequest;
import p2p.protocol.api.FileInfo;
import p2p.protocol.api.Problem;
import p2p.protocol.file.Manifest;
import p2p.protocol.session.FileRef;

/** Asks the tracker for what the user wants to download, and sets it going. */
public record DownloadStart(
        TrackerClient trackers,
        Loop loop,
        ShareWatch shares,
        Downloads downloads,
        FolderLooks looks,
        Clock clock) {

    public List<DownloadInfo> start(String user, DownloadOrder order) {
        if (!order.meansFolder()) {
            return List.of(startNamed(user, order));
        }
        Optional<DownloadGrant> folder = folder(order);
        if (folder.isPresent()) {
            return List.of(startOne(user, order, folder.get()));
        }
        if (order.part() == null) {
            List<DownloadInfo> started = startEach(user, order);
            if (!started.isEmpty()) {
                return started;
            }
        }
        return List.of(startInside(user, order, order.withoutSlash().file()));
    }

    private DownloadInfo startInside(String user, DownloadOrder order, String path) {
        var search = new FolderSearch(trackers, order.group(), order.version());
        FolderSearch.Found found = search.inside(path);
        return startOne(user, order.inside(found.grant().file(), found.below()), found.grant());
    }

    /** A file or folder of the group, or else something in one of its folders. */
    private DownloadInfo startNamed(String user, DownloadOrder order) {
        DownloadGrant grant;
        try {
            grant = grant(order);
        } catch (Refused e) {
            if (!e.problem().type().equals(Problem.NO_SUCH_FILE) || !order.file().contains("/")) {
                throw e;
            }
            return startInside(user, order, order.file());
        }
        return startOne(user, order, grant);
    }

    /** All files with names that begin like that. */
    private List<DownloadInfo> startEach(String user, DownloadOrder order) {
        List<FileInfo> files =
                trackers.files(order.group(), order.file()).stream()
                        .filter(file -> file.file().startsWith(order.file()))
                        .toList();
        var started = new ArrayList<DownloadInfo>();
        Refused first = null;
        for (FileInfo file : files) {
            try {
                started.add(startNext(user, order.of(file.file())));
            } catch (Refused e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return started;
    }

    /** The folder that is one share; nothing where files have names that begin like that. */
    private Optional<DownloadGrant> folder(DownloadOrder order) {
        try {
            DownloadGrant grant = grant(order.withoutSlash());
            if (grant.manifest().folder() == null && order.version() != null) {
                throw Refusal.BAD_REQUEST.because(
                        "'%s' in '%s' is a file: leave out the '/' to download a version of it."
                                .formatted(grant.file(), grant.group()));
            }
            return Optional.of(grant).filter(found -> found.manifest().folder() != null);
        } catch (Refused e) {
            if (e.problem().type().equals(Problem.NO_SUCH_FILE) && order.version() == null) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Part of a folder may be here, or on its way, from an earlier time. */
    private DownloadInfo startNext(String user, DownloadOrder order) {
        DownloadGrant grant = grant(order);
        return atHand(grant).orElseGet(() -> begin(user, order, grant));
    }

    private Optional<DownloadInfo> atHand(DownloadGrant grant) {
        return shares.placeOf(ref(grant))
                .map(path -> StandingDownload.complete(grant, path))
                .or(() -> loop.call(() -> downloads.underWay(ref(grant))));
    }

    private DownloadInfo startOne(String user, DownloadOrder order, DownloadGrant grant) {
        shares.placeOf(ref(grant))
                .ifPresent(path -> {
                    throw Refusal.ALREADY_HERE.because(
                            "'%s' of '%s' is shared from here already: %s. Copy it, or stop"
                                            .formatted(grant.file(), grant.group(), path)
                                    + " sharing it before you download it once more.");
                });
        return order.part() == null
                ? begin(user, order, grant)
                : startPart(user, order, order.part(), grant);
    }

    private DownloadInfo startPart(
            String user, DownloadOrder order, TreeSelection part, DownloadGrant grant) {
        if (grant.manifest().folder() == null) {
            throw Refusal.BAD_REQUEST.because(
                    "'%s' in '%s' is a file, of which there are no parts."
                            .formatted(grant.file(), grant.group()));
        }
        Folder folder = looks.folder(grant);
        Chosen chosen = folder.chosen(part);
        if (chosen.isEmpty()) {
            throw Refusal.NO_SUCH_FILE.because(
                    "Nothing in '%s/' of '%s' is what you ask for; 'list_files %s %s/' shows what is in it."
                            .formatted(grant.file(), grant.group(), grant.group(), grant.file()));
        }
        long wanted = folder.bytes(chosen, grant.manifest());
        KeptDownload download = granted(user, order, grant, wanted);
        if (shares.standingAt(download.order().place(), ref(grant)).isPresent()
                && chosen.isAt(download.order().place())) {
            throw Refusal.ALREADY_HERE.because(
                    "What you ask for of '%s/' of '%s' is here already: %s."
                            .formatted(grant.file(), grant.group(), download.order().place()));
        }
        looks.keep(grant, folder);
        return begin(download, grant);
    }

    private static FileRef ref(DownloadGrant grant) {
        return new FileRef(grant.group(), grant.file(), grant.id());
    }

    private DownloadGrant grant(DownloadOrder order) {
        return trackers.download(order.group(), new DownloadRequest(order.file(), order.version()));
    }

    private DownloadInfo begin(String user, DownloadOrder order, DownloadGrant grant) {
        return begin(granted(user, order, grant, grant.manifest().size()), grant);
    }

    private DownloadInfo begin(KeptDownload download, DownloadGrant grant) {
        return loop.call(() ->
                downloads.start(download, grant.seeders(), grant.ticket(), grant.ticketExpires()));
    }

    /** What to keep of it, now that the tracker has granted it. */
    private KeptDownload granted(
            String user, DownloadOrder order, DownloadGrant grant, long wanted) {
        if (!grant.manifest().computeId().equals(grant.id())) {
            throw Refusal.BAD_ANSWER.because(
                    "The tracker's description of '%s' contradicts itself."
                            .formatted(order.file()));
        }
        return new KeptDownload(
                user,
                order.of(grant.group(), grant.file(), place(order, grant, wanted)),
                grant.id(),
                grant.manifest(),
                clock.instant(),
                DownloadState.DOWNLOADING,
                0,
                0,
                null,
                order.part() == null ? null : wanted,
                grant.version());
    }

    private boolean isTaken(Path place, DownloadGrant grant) throws IOException {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Manifest manifest = grant.manifest();
        if (manifest.folder() == null || !Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return manifest.folder() != null
                    || Files.size(place) != manifest.size()
                    || shares.contentAt(place).filter(id -> !id.equals(grant.id())).isPresent();
        }
        try (Stream<Path> inside = Files.list(place)) {
            return inside.findAny().isPresent();
        }
    }

    /** A copy of an earlier version gives way to a newer one. */
    private static void requireUnchanged(Path place, Optional<Shared> earlier) {
        if (earlier.isEmpty()) {
            throw Refusal.FILE_EXISTS.because(
                    place
                            + " is there already; choose another place, or use --force to replace it.");
        }
        earlier.get()
                .changed()
                .ifPresent(changed -> {
                    throw Refusal.FILE_EXISTS.because(
                            "%s is not as it was downloaded: choose another place, or use --force to replace it."
                                    .formatted(changed));
                });
    }

    /** By the folder itself: a list of what is mounted is not to be had everywhere. */
    private void requireRoom(Path place, DownloadGrant grant, long wanted) throws IOException {
        long have = loop.call(() -> downloads.have(ref(grant), place));
        if (Files.isRegularFile(place) && Files.size(place) == grant.manifest().size()) {
            return;
        }
        long missing = mebibytes(wanted - have);
        long room = mebibytes(place.resolveSibling("").toFile().getUsableSpace());
        if (room < missing) {
            throw Refusal.DISK.because(
                    "%d MiB of '%s' are missing, and the disk of %s has room for %d MiB; make room, or choose another place."
                            .formatted(missing, grant.file(), place, room));
        }
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }

    /** Another file that stands there is refused now, not when all has been downloaded. */
    private Path place(DownloadOrder order, DownloadGrant grant, long wanted) {
        try {
            Path place = Destination.resolve(order.destination(), grant.file());
            shares.brokenPlace(ref(grant))
                    .filter(broken -> order.part() != null || !broken.equals(place))
                    .ifPresent(broken -> {
                        throw Refusal.FILE_EXISTS.because(
                                "'%s' of '%s' is shared from %s, though not all of it is there as it was. Download all of it to there again, or stop sharing it."
                                        .formatted(grant.file(), grant.group(), broken));
                    });
            shares.otherAt(place, ref(grant))
                    .ifPresent(other -> {
                        throw Refusal.FILE_EXISTS.because(
                                "%s would be overwritten, and is shared in '%s'; choose another place, or stop sharing it."
                                        .formatted(place, other.group()));
                    });
            if (!order.force() && isTaken(place, grant)) {
                requireUnchanged(
                        place,
                        shares.standingAt(place, ref(grant))
                                .or(() ->
                                        order.version() == null
                                                ? shares.earlierAt(place, ref(grant))
                                                : Optional.empty()));
            }
            requireRoom(place, grant, wanted);
            return place;
        } catch (IOException e) {
            String sentence = DiskTrouble.of(order.place(), e).getMessage();
            throw Refusal.BAD_DESTINATION.because(sentence);
        }
    }
}
