package p2p.cli.download;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Patience;
import p2p.cli.control.Service;
import p2p.cli.control.Surroundings;
import p2p.cli.output.Amounts;
import p2p.cli.output.Output;
import p2p.cli.output.ShareName;
import p2p.peer.choose.PieceSelection;
import p2p.peer.download.DownloadInfo;
import p2p.peer.order.DownloadOrder;
import p2p.peer.order.DownloadState;
import p2p.peer.share.OwnShare;
import p2p.protocol.api.FileInfo;

/** Downloads what is shared in a group and is not here yet, each at its place in one folder. */
public final class Fetching {

    private final Surroundings surroundings;
    private final Service service;
    private final Output output;
    private @Nullable Failure first;

    public Fetching(Surroundings surroundings, Service service, Output output) {
        this.surroundings = surroundings;
        this.service = service;
        this.output = output;
    }

    /**
     * All that is shared in the group, or one file or folder, into this folder, which the user may
     * have named; returns the exit code.
     */
    public int fetch(
            String group, Optional<String> only, String folder, boolean named, boolean force) {
        List<FileInfo> shared =
                service
                        .pages(Call.get("tracker", "groups", group, "files"), FileInfo.class)
                        .stream()
                        .filter(file -> only.map(file.file()::equals).orElse(true))
                        .toList();
        if (shared.isEmpty()) {
            only.ifPresent(file -> {
                throw Failure.refused(
                        "no-such-file", "[" + group + "] " + file + " is not shared any more.");
            });
            output.done(shared, "Nothing is shared in " + group + " yet.");
            return 0;
        }
        long begin = System.nanoTime();
        long lastEvent = Following.last(service);
        List<OwnShare> here = service.list(Call.get("shares"), OwnShare.class);
        List<DownloadInfo> before =
                service.list(Call.get("downloads").with("group", group), DownloadInfo.class);
        var moving = new ArrayList<DownloadInfo>();
        for (FileInfo file : shared) {
            if (here.stream().noneMatch(share -> isHere(share, file))) {
                start(file, before, folder, force).ifPresent(moving::add);
            }
        }
        Optional<List<DownloadInfo>> ended =
                new Following(surroundings, service, output, lastEvent)
                        .untilAllEnd(
                                group,
                                moving.size() == 1 ? moving.getFirst().file() : null,
                                moving);
        if (ended.isEmpty()) {
            return Patience.INTERRUPTED;
        }
        Following.requireComplete(ended.get());
        if (first != null) {
            throw first;
        }
        List<String> kept =
                shared.stream()
                        .flatMap(file -> here.stream().filter(share -> isHere(share, file)))
                        .flatMap(share -> Optional.ofNullable(share.path()).stream())
                        .toList();
        String amount = Following.amount(moving, ended.get(), System.nanoTime() - begin);
        report(only.orElse("All of " + group), places(kept), ended.get(), amount);
        Following.sayWhatStays(ended.get(), output);
        List<String> elsewhere = kept.stream().filter(path -> !path.startsWith(folder)).toList();
        if (named && !elsewhere.isEmpty()) {
            output.nothing(
                    "Nothing was put into %s of what is here already%s; copy it from there."
                            .formatted(folder, places(elsewhere)));
        }
        return 0;
    }

    private static String places(List<String> paths) {
        return paths.isEmpty()
                ? ""
                : ": "
                        + paths.getFirst()
                        + (paths.size() == 1 ? "" : " and " + (paths.size() - 1) + " more");
    }

    private static boolean isHere(OwnShare share, FileInfo file) {
        return share.isWhole()
                && share.group().equals(file.group())
                && share.id().equals(file.id());
    }

    /** Begins it, or goes on with it; what is refused is said when the others have ended. */
    private Optional<DownloadInfo> start(
            FileInfo file, List<DownloadInfo> before, String folder, boolean force) {
        try {
            requirePlain(file);
            Optional<DownloadInfo> begun =
                    before.stream()
                            .filter(download -> download.file().equals(file.file()))
                            .filter(download -> download.state() != DownloadState.COMPLETE)
                            .findFirst();
            if (begun.isPresent()) {
                sayItGoesOn(begun.get());
                goOn(begun.get(), force);
                return begun;
            }
            var order =
                    new DownloadOrder(
                            file.group(),
                            ShareName.shown(file.file(), file.files()),
                            folder,
                            PieceSelection.RAREST_FIRST,
                            force,
                            false);
            return service.list(Call.post("downloads").body(order), DownloadInfo.class).stream()
                    .filter(download -> download.state() != DownloadState.COMPLETE)
                    .findFirst();
        } catch (Failure e) {
            first = first == null ? e : first;
            return Optional.empty();
        }
    }

    /** Whoever gets all of a group has not looked at every name, and may be at home. */
    private void requirePlain(FileInfo file) {
        if (file.file().startsWith(".") || file.file().contains("/")) {
            throw Failure.refused(
                    "hidden-name",
                    "[%s] %s is left out: its name is hidden or leads into a folder. Get it with '%s'."
                            .formatted(
                                    file.group(),
                                    file.file(),
                                    surroundings.command("download_file")));
        }
    }

    private void sayItGoesOn(DownloadInfo begun) {
        output.nothing(
                "Going on with [%s] %s, of which %s are here."
                        .formatted(
                                begun.group(),
                                ShareName.shown(begun.file(), begun.files()),
                                Amounts.percent(begun.have(), begun.size())));
    }

    private void goOn(DownloadInfo begun, boolean force) {
        if (force || begun.state() != DownloadState.DOWNLOADING) {
            service.run(
                    Call.post("downloads", "resume")
                            .with("group", begun.group())
                            .with("file", begun.file())
                            .with("force", force));
        }
    }

    private void report(String wanted, String kept, List<DownloadInfo> ended, String amount) {
        if (ended.isEmpty()) {
            output.done(ended, wanted + " is here already" + kept + ".");
            return;
        }
        DownloadInfo one = ended.getFirst();
        output.done(
                ended,
                ended.size() == 1
                        ? "Downloaded [%s] %s to %s (%s)."
                                .formatted(
                                        one.group(),
                                        ShareName.shown(one.file(), one.files()),
                                        one.path(),
                                        amount)
                        : "Downloaded %d files and folders of %s (%s)."
                                .formatted(ended.size(), one.group(), amount));
    }
}
