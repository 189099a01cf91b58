package p2p.cli.download;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import p2p.cli.output.Amounts;
import p2p.cli.output.Colour;
import p2p.cli.output.Look;
import p2p.cli.output.Printable;
import p2p.cli.output.ShareName;
import p2p.peer.download.DownloadInfo;

/** A download in one line, for example {@code [D] [film] holiday.mkv 45% 12.0 MiB/s ...}. */
final class DownloadLine {

    private static final int SHORTEST_NAME = 16;

    private DownloadLine() {}

    static String of(DownloadInfo download, Look look) {
        String start = " [" + Printable.escape(download.group()) + "] ";
        String end = version(download) + "  " + rest(download);
        String name =
                Printable.escape(
                        ShareName.shown(download.file(), download.files(), download.part()));
        if (look.terminal()) {
            int room = look.columns() - 3 - Printable.width(start) - Printable.width(end);
            name = Printable.shorten(name, Math.max(SHORTEST_NAME, room));
        }
        return mark(download, look) + start + name + end;
    }

    /** The first is not worth a word. */
    private static String version(DownloadInfo download) {
        return download.version() == null || download.version() == 1
                ? ""
                : " (version " + download.version() + ")";
    }

    private static String mark(DownloadInfo download, Look look) {
        return switch (download.state()) {
            case DOWNLOADING -> Colour.YELLOW.on("[D]", look);
            case COMPLETE -> Colour.GREEN.on("[C]", look);
            case PAUSED -> "[P]";
            case FAILED -> Colour.RED.on("[F]", look);
        };
    }

    private static String rest(DownloadInfo download) {
        String percent = Amounts.percent(download.have(), download.size());
        return switch (download.state()) {
            case DOWNLOADING ->
                    percent
                            + "  "
                            + pace(download.rate(), download.eta(), download.peers())
                            + because(", ", download);
            case COMPLETE -> percent;
            case PAUSED -> percent + "  paused" + because(": ", download);
            case FAILED -> percent + "  failed" + because(": ", download);
        };
    }

    /** For example {@code 12.0 MiB/s, 2m05s left, 3 peers}. */
    static String pace(long rate, @Nullable Long eta, int peers) {
        String left =
                eta == null ? "time left unknown" : Amounts.time(Duration.ofSeconds(eta)) + " left";
        return Amounts.rate(rate) + ", " + left + ", " + (peers == 1 ? "1 peer" : peers + " peers");
    }

    private static String because(String separator, DownloadInfo download) {
        return download.reason() == null ? "" : separator + Printable.escape(download.reason());
    }
}
