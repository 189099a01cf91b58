package p2p.cli.download;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Patience;
import p2p.cli.control.Service;
import p2p.cli.control.Surroundings;
import p2p.cli.output.Amounts;
import p2p.cli.output.Output;
import p2p.cli.output.ProgressLine;
import p2p.peer.download.DownloadInfo;
import p2p.peer.download.OrderProgress;
import p2p.peer.order.DownloadState;

/** Shows downloads of a group in one line until they have ended. */
public final class Following {

    private static final long LOOK_MILLIS = 250;

    private final Surroundings surroundings;
    private final Service service;
    private final Output output;
    private final long lastEvent;

    /** Hears of what follows the event with this number. */
    public Following(Surroundings surroundings, Service service, Output output, long lastEvent) {
        this.surroundings = surroundings;
        this.service = service;
        this.output = output;
        this.lastEvent = lastEvent;
    }

    /** The number of the last event so far, to be taken before the downloads begin. */
    public static long last(Service service) {
        return Ends.last(service);
    }

    /** Empty when the user pressed Ctrl-C; a file or a folder is shown, or where null the group. */
    public Optional<List<DownloadInfo>> untilAllEnd(
            String group, @Nullable String shown, List<DownloadInfo> started) {
        if (started.isEmpty()) {
            return Optional.of(started);
        }
        var names = started.stream().map(DownloadInfo::file).collect(Collectors.toSet());
        long size = total(started);
        var waiting = new WaitingNote(output);
        String title = shown == null ? group : shown;
        try (ProgressLine line = output.progress();
                var patience = new Patience(surroundings, () -> sayItGoesOn(line));
                var ends = new Ends(service, lastEvent, group, names, patience::wake)) {
            Call ask = Call.get("downloads", "progress").with("group", group).with("file", shown);
            while (true) {
                var progress =
                        shown == null
                                ? OrderProgress.of(named(group, names))
                                : service.run(ask, OrderProgress.class);
                if (progress.downloading() == 0 || ends.areAll()) {
                    List<DownloadInfo> now = named(group, names);
                    if (now.stream().noneMatch(d -> d.state() == DownloadState.DOWNLOADING)) {
                        return Optional.of(whole(now, names));
                    }
                }
                line.show(title, Math.max(0, size - progress.left()), size, pace(progress));
                if (started.size() == 1) {
                    waiting.look(group, title, progress.reason());
                }
                if (!patience.again(LOOK_MILLIS)) {
                    return Optional.empty();
                }
            }
        }
    }

    private List<DownloadInfo> named(String group, Set<String> names) {
        return service.list(Call.get("downloads").with("group", group), DownloadInfo.class).stream()
                .filter(d -> names.contains(d.file()))
                .toList();
    }

    private static List<DownloadInfo> whole(List<DownloadInfo> now, Set<String> names) {
        if (now.size() < names.size()) {
            throw Failure.refused("cancelled", "The download was cancelled.");
        }
        return now;
    }

    private static String pace(OrderProgress progress) {
        return DownloadLine.pace(progress.rate(), progress.eta(), progress.peers());
    }

    private void sayItGoesOn(ProgressLine progress) {
        progress.close();
        output.note(
                "The download goes on in the background; see '%s'."
                        .formatted(surroundings.command("show_downloads")));
    }

    /** How much it is, how much of it needed no fetching, and how fast the rest came meanwhile. */
    static String amount(List<DownloadInfo> begun, List<DownloadInfo> ended, long nanos) {
        long taken = sum(ended, DownloadInfo::taken);
        long before = sum(begun, DownloadInfo::have) - sum(begun, DownloadInfo::taken);
        long fetched = total(ended) - taken - before;
        return Amounts.size(total(ended))
                + (taken == 0 ? "" : ", of which " + Amounts.size(taken) + " were here already")
                + (fetched <= 0
                        ? ""
                        : ", " + Amounts.rate((long) (fetched / Math.max(1e-3, nanos / 1e9))));
    }

    private static long total(List<DownloadInfo> downloads) {
        return sum(downloads, DownloadInfo::size);
    }

    private static long sum(List<DownloadInfo> downloads, ToLongFunction<DownloadInfo> what) {
        return downloads.stream().mapToLong(what).sum();
    }

    /** Of folders in whose places other versions were. */
    static void sayWhatStays(List<DownloadInfo> ended, Output output) {
        for (DownloadInfo download : ended) {
            if (download.state() == DownloadState.COMPLETE && download.reason() != null) {
                output.nothing(download.path() + ": " + download.reason());
            }
        }
    }

    /** Says of the first one that is not complete why not. */
    public static void requireComplete(List<DownloadInfo> ended) {
        for (DownloadInfo download : ended) {
            if (download.state() != DownloadState.COMPLETE) {
                boolean paused = download.state() == DownloadState.PAUSED;
                throw Failure.refused(
                        paused ? "paused" : "failed",
                        "["
                                + download.group()
                                + "] "
                                + download.file()
                                + (paused ? " was paused" : " failed")
                                + (download.reason() == null ? "." : ": " + download.reason()));
            }
        }
    }
}
