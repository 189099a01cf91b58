package p2p.cli.file;

import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.control.WideOption;
import p2p.cli.output.Amounts;
import p2p.cli.output.Output;
import p2p.cli.output.ShareName;
import p2p.cli.output.Table;
import p2p.protocol.api.FileInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** List a group's files. */
@Command(
        name = "list_files",
        aliases = "list-files",
        description = "List a group's files.",
        footer = {"", "Example:", "  p2p list_files film --match holiday"})
public final class ListFiles extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Option(
            names = "--match",
            paramLabel = "TEXT",
            description = "Only files with this text in their names.")
    private @Nullable String match;

    @Mixin private WideOption wide;

    @Override
    protected int run(Service service, Output output) {
        Call call = Call.get("tracker", "groups", group, "files").with("match", match);
        List<FileInfo> files = service.pages(call, FileInfo.class);
        var table =
                new Table<FileInfo>()
                        .text("FILE", file -> ShareName.shown(file.file(), file.files()))
                        .amount("SIZE", file -> Amounts.size(file.size()), FileInfo::size)
                        .text("SHARED BY", FileInfo::sharedBy)
                        .number("SEEDERS", FileInfo::seeders)
                        .number("COMPLETE", FileInfo::completeSeeders)
                        .terminalOnly("VERSION", file -> Integer.toString(file.version()))
                        .pipeOnly(file -> file.algorithm().label())
                        .pipeOnly(FileInfo::hash)
                        .pipeOnly(file -> file.files() == null ? "" : file.files().toString())
                        .pipeOnly(file -> Integer.toString(file.version()));
        wide.of(output)
                .table(
                        files,
                        table,
                        match == null
                                ? "Nothing is shared in " + group + " yet."
                                : "Nothing in " + group + " has '" + match + "' in its name.");
        return 0;
    }
}
