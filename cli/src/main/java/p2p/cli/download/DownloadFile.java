package p2p.cli.download;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Patience;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Look;
import p2p.cli.output.Output;
import p2p.cli.output.ShareName;
import p2p.peer.choose.PieceSelection;
import p2p.peer.disk.TreeSelection;
import p2p.peer.download.DownloadInfo;
import p2p.peer.order.DownloadOrder;
import p2p.peer.order.DownloadState;
import p2p.peer.refusal.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Download a file, a folder or a part of one from everybody who has it. */
@Command(
        name = "download_file",
        aliases = "download-file",
        description = "Download a file, a folder or a part of one from everybody who has it.",
        footer = {
            "",
            "A part of a folder comes to where it would be in the whole. In a PATTERN '*'",
            "stands for anything within a name, '?' for one character, '**' for anything",
            "with slashes. Without a slash it is about names anywhere in the folder, else",
            "about paths from its top, and a folder's is about all that is in it.",
            "",
            "Example:",
            "  p2p download_file film holiday.mkv ~/Downloads/",
            "  p2p download_file film holiday/beach/ ~/Downloads/ --exclude '*.tmp'"
        })
public final class DownloadFile extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "The name of the file or folder in the group, or of one in that folder.")
    private String file;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "DEST",
            defaultValue = ".",
            description =
                    "A folder (what ends in / is made where it is missing), or a file's name; this"
                            + " folder when left out.")
    private String destination;

    @Option(
            names = "--select",
            paramLabel = "ORDER",
            description = "Which pieces first: rarest (the default), sequential or random.")
    private @Nullable String select;

    @Option(
            names = "--force",
            description = "Overwrite another file at DEST, or one changed there.")
    private boolean force;

    @Option(names = "--background", description = "Return at once; see show_downloads.")
    private boolean background;

    @Option(names = "--verify", description = "Read the complete file once more and check it.")
    private boolean verify;

    @Option(
            names = "--version",
            paramLabel = "N",
            description = "Which version, as list_versions shows them; the newest when left out.")
    private @Nullable Integer version;

    @Option(
            names = "--include",
            paramLabel = "PATTERN",
            description = "Of a folder only what this is about; more than once for more.")
    private List<String> include = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "Of a folder not what this is about; more than once for more.")
    private List<String> exclude = List.of();

    @Override
    protected int run(Service service, Output output) {
        PieceSelection selection = selection();
        String place = place(output);
        long begin = System.nanoTime();
        long lastEvent = background ? -1 : Following.last(service);
        var wanted =
                new DownloadOrder(group, file, place, selection, force, verify, version, part());
        var started = service.list(Call.post("downloads").body(wanted), DownloadInfo.class);
        if (background) {
            output.done(
                    document(started),
                    "Downloading in the background; see '%s'."
                            .formatted(surroundings().command("show_downloads")));
            return 0;
        }
        var here = started.stream().filter(d -> d.state() == DownloadState.COMPLETE).toList();
        var missing = started.stream().filter(d -> d.state() != DownloadState.COMPLETE).toList();
        String shown = missing.size() == 1 ? missing.getFirst().file() : file;
        Optional<List<DownloadInfo>> ended =
                new Following(surroundings(), service, output, lastEvent)
                        .untilAllEnd(group, shown, missing);
        if (ended.isEmpty()) {
            return Patience.INTERRUPTED;
        }
        sayWhatWasHere(here, output);
        Following.requireComplete(ended.get());
        String amount = Following.amount(missing, ended.get(), System.nanoTime() - begin);
        report(here, ended.get(), place, " (" + amount + ").", output);
        Following.sayWhatStays(ended.get(), output);
        return 0;
    }

    private @Nullable TreeSelection part() {
        return include.isEmpty() && exclude.isEmpty()
                ? null
                : new TreeSelection("", include, exclude);
    }

    private PieceSelection selection() {
        try {
            return select == null ? PieceSelection.RAREST_FIRST : DownloadOrder.selection(select);
        } catch (Refused e) {
            throw Failure.usage(e.getMessage());
        }
    }

    /** The absolute path; it ends in a slash where a folder is meant. */
    private String place(Output output) {
        Path place = surroundings().path(destination);
        return place + (destination.endsWith("/") || isMissingFolder(place, output) ? "/" : "");
    }

    /** Somebody who names a folder that is not there seldom wants a file of that name. */
    private boolean isMissingFolder(Path place, Output output) {
        if (Files.exists(place)
                || place.getFileName().toString().contains(".")
                || !Look.isTerminal(0)
                || !output.look().lively()) {
            return false;
        }
        return surroundings()
                .passwords()
                .confirm("There is no folder " + place + ". Shall it be made?", true);
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
            List<DownloadInfo> here,
            List<DownloadInfo> ended,
            String place,
            String amount,
            Output output) {
        if (isManyFiles(here, ended)) {
            output.done(
                    Stream.concat(here.stream(), ended.stream()).toList(),
                    ended.isEmpty()
                            ? "Nothing of " + file + " was missing."
                            : "Downloaded "
                                    + (ended.size() == 1 ? "1 file" : ended.size() + " files")
                                    + " to "
                                    + place
                                    + amount);
            return;
        }
        DownloadInfo one = ended.getFirst();
        output.done(
                one,
                "Downloaded ["
                        + group
                        + "] "
                        + ShareName.shown(one.file(), one.files(), one.part())
                        + " to "
                        + one.path()
                        + amount);
    }

    private Object document(List<DownloadInfo> downloads) {
        return isManyFiles(List.of(), downloads) ? downloads : downloads.getFirst();
    }

    /** Files with names that begin with the folder's, which is no share of its own then. */
    private boolean isManyFiles(List<DownloadInfo> here, List<DownloadInfo> others) {
        return file.endsWith("/")
                && !(here.isEmpty() && others.size() == 1 && isMeant(others.getFirst()));
    }

    private boolean isMeant(DownloadInfo folder) {
        return folder.part() != null || folder.file().equals(ShareName.proper(file));
    }
}
