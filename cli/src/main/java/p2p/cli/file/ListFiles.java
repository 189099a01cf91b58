package p2p.cli.file;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.control.WideOption;
import p2p.cli.output.Amounts;
import p2p.cli.output.Output;
import p2p.cli.output.ShareName;
import p2p.cli.output.Table;
import p2p.peer.download.FolderContents;
import p2p.peer.download.FolderItem;
import p2p.protocol.api.FileInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** List a group's files, or what is in one of its folders. */
@Command(
        name = "list_files",
        aliases = "list-files",
        description = "List a group's files, or what is in one of its folders.",
        footer = {
            "",
            "Example:",
            "  p2p list_files film --match holiday",
            "  p2p list_files film holiday/beach/"
        })
public final class ListFiles extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "A shared folder, or one in it: shows what is in it.")
    private @Nullable String folder;

    @Option(
            names = "--match",
            paramLabel = "TEXT",
            description = "Only files with this text in their names.")
    private @Nullable String match;

    @Option(
            names = "--version",
            paramLabel = "N",
            description = "Which version of the FOLDER; the newest when left out.")
    private @Nullable Integer version;

    @Mixin private WideOption wide;

    @Override
    protected int run(Service service, Output output) {
        if (folder == null) {
            listGroup(service, output);
        } else {
            listFolder(service, output, folder);
        }
        return 0;
    }

    private void listFolder(Service service, Output output, String name) {
        Call call =
                Call.get("downloads", "folder")
                        .with("group", group)
                        .with("file", name)
                        .with("version", version);
        FolderContents contents = service.run(call, FolderContents.class);
        List<FolderItem> items =
                contents.items().stream()
                        .filter(item -> match == null || item.path().contains(match))
                        .toList();
        var table =
                new Table<FolderItem>()
                        .text("PATH", ListFiles::shown)
                        .amount("SIZE", ListFiles::size, FolderItem::size)
                        .text("KIND", item -> item.executable() ? "program" : item.kind())
                        .pipeOnly(item -> Objects.toString(item.modified(), ""));
        wide.of(output)
                .table(
                        items,
                        table,
                        match == null
                                ? "There is nothing in " + name + "."
                                : "Nothing in " + name + " has '" + match + "' in its path.");
        if (contents.more() > 0) {
            output.note(
                    "There are %d more; name a folder in it to see them."
                            .formatted(contents.more()));
        }
    }

    private static String shown(FolderItem item) {
        return switch (item.kind()) {
            case "folder" -> item.path() + "/";
            case "link" -> item.path() + " -> " + item.target();
            default -> item.path();
        };
    }

    private static String size(FolderItem item) {
        return item.kind().equals("file") ? Amounts.size(item.size()) : "";
    }

    private void listGroup(Service service, Output output) {
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
    }
}
