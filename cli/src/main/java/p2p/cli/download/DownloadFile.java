package p2p.cli.download;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Patience;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Amounts;
import p2p.cli.output.Output;
import p2p.cli.output.ProgressLine;
import p2p.peer.choose.PieceSelection;
import p2p.peer.download.DownloadInfo;
import p2p.peer.order.DownloadOrder;
import p2p.peer.order.DownloadState;
import p2p.peer.refusal.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Download a file of a group, or all below a folder, from everybody who has it. */
@Command(
        name = "download_file",
        aliases = "download-file",
        description = "Download a file of a group from everybody who has it.",
        footer = {"", "Example:", "  p2p download_file film holiday.mkv ~/Downloads"})
public final class DownloadFile extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "The file's name in the group; FOLDER/ stands for all below it.")
    private String file;

    @Parameters(
            index = "2",
            paramLabel = "DEST",
            description = "A folder, or a file's name; what ends in / is made where it is missing.")
    private String destination;

    @Option(
            names = "--select",
            paramLabel = "ORDER",
            description = "Which pieces first: rarest (the default), sequential or random.")
    private String select;

    @Option(names = "--force", description = "Overwrite another file that stands at DEST.")
    private boolean force;

    @Option(names = "--background", description = "Return at once; see show_downloads.")
    private boolean background;

    @Option(names = "--verify", description = "Read the complete file once more and check it.")
    private boolean verify;

    @Override
    protected int run(Service service, Output output) {
        PieceSelection selection = selection();
        long begin = System.nanoTime();
        var wanted = new DownloadOrder(group, file, absolute(), selection, force, verify);
        var started = service.list(Call.post("downloads").body(wanted), DownloadInfo.class);
        if (background) {
            output.done(document(started), "Downloading in the background; see show_downloads.");
            return 0;
        }
        var here = started.stream().filter(d -> d.state() == DownloadState.COMPLETE).toList();
        var missing = started.stream().filter(d -> d.state() != DownloadState.COMPLETE).toList();
        List<DownloadInfo> ended = follow(service, output, missing);
        if (ended == null) {
            return Patience.INTERRUPTED;
        }
        sayWhatWasHere(here, output);
        report(here, ended, System.nanoTime() - begin, output);
        return 0;
    }

    private PieceSelection selection() {
        try {
            return DownloadOrder.selection(select);
        } catch (Refused e) {
            throw Failure.usage(e.getMessage());
        }
    }

    private String absolute() {
        return surroundings().path(destination) + (destination.endsWith("/") ? "/" : "");
    }

    /** Waits until none of the downloads moves any more; null when the user pressed Ctrl-C. */
    private List<DownloadInfo> follow(Service service, Output output, List<DownloadInfo> started) {
        var names = started.stream().map(DownloadInfo::file).collect(Collectors.toSet());
        var now = started;
        var waiting = new WaitingNote(output);
        try (ProgressLine progress = output.progress();
                var patience = new Patience(surroundings(), () -> sayItGoesOn(progress, output))) {
            while (now.stream().anyMatch(d -> d.state() == DownloadState.DOWNLOADING)) {
                DownloadInfo sum = sum(now);
                progress.show(sum.file(), sum.have(), sum.size(), DownloadLine.pace(sum));
                waiting.look(sum);
                if (!patience.again()) {
                    return null;
                }
                now =
                        service
                                .list(
                                        Call.get("downloads").with("group", group),
                                        DownloadInfo.class)
                                .stream()
                                .filter(d -> names.contains(d.file()))
                                .toList();
            }
        }
        if (now.size() < names.size()) {
            throw Failure.refused("cancelled", "The download was cancelled.");
        }
        return now;
    }

    private static void sayItGoesOn(ProgressLine progress, Output output) {
        progress.close();
        output.note("The download goes on in the background; see show_downloads.");
    }

    private DownloadInfo sum(List<DownloadInfo> downloads) {
        if (downloads.size() == 1) {
            return downloads.getFirst();
        }
        long size = total(downloads);
        long have = downloads.stream().mapToLong(DownloadInfo::have).sum();
        long rate = downloads.stream().mapToLong(DownloadInfo::rate).sum();
        int peers = downloads.stream().mapToInt(DownloadInfo::peers).max().orElse(0);
        Long eta = rate == 0 ? null : (size - have) / rate;
        return new DownloadInfo(
                group, file, size, have, DownloadState.DOWNLOADING, rate, eta, peers, null, null);
    }

    private static long total(List<DownloadInfo> downloads) {
        return downloads.stream().mapToLong(DownloadInfo::size).sum();
    }

    private static void sayWhatWasHere(List<DownloadInfo> here, Output output) {
        if (!here.isEmpty()) {
            output.note(
                    (here.size() == 1 ? "One of the files was" : here.size() + " files were")
                            + " here already, for example "
                            + here.getFirst().path()
                            + ".");
        }
    }

    private void report(
            List<DownloadInfo> here, List<DownloadInfo> ended, long nanos, Output output) {
        for (DownloadInfo download : ended) {
            if (download.state() != DownloadState.COMPLETE) {
                throw Failure.refused(
                        download.state() == DownloadState.PAUSED ? "paused" : "failed",
                        "["
                                + group
                                + "] "
                                + download.file()
                                + (download.state() == DownloadState.PAUSED
                                        ? " was paused"
                                        : " failed")
                                + (download.reason() == null ? "." : ": " + download.reason()));
            }
        }
        long bytes = total(ended);
        long rate = (long) (bytes / Math.max(1e-3, nanos / 1e9));
        String pace = " (" + Amounts.size(bytes) + ", " + Amounts.rate(rate) + ").";
        if (isFolder()) {
            output.done(
                    Stream.concat(here.stream(), ended.stream()).toList(),
                    ended.isEmpty()
                            ? "Nothing of " + file + " was missing."
                            : "Downloaded "
                                    + (ended.size() == 1 ? "1 file" : ended.size() + " files")
                                    + " to "
                                    + absolute()
                                    + pace);
            return;
        }
        DownloadInfo one = ended.getFirst();
        output.done(one, "Downloaded [" + group + "] " + file + " to " + one.path() + pace);
    }

    private Object document(List<DownloadInfo> downloads) {
        return isFolder() ? downloads : downloads.getFirst();
    }

    private boolean isFolder() {
        return file.endsWith("/");
    }
}
