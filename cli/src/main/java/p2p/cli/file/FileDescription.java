package p2p.cli.file;

import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Amounts;
import p2p.cli.output.Output;
import p2p.cli.output.Printable;
import p2p.cli.output.ShareName;
import p2p.cli.output.Table;
import p2p.protocol.api.FileDetail;
import p2p.protocol.api.FileInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Describe a file of a group and who shares it. */
@Command(
        name = "file_info",
        aliases = "file-info",
        description = "Describe a file of a group and who shares it.",
        footer = {"", "Example:", "  p2p file_info film holiday.mkv"})
public final class FileDescription extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file's name in the group.")
    private String file;

    @Override
    protected int run(Service service, Output output) {
        Call call =
                Call.get("tracker", "groups", group, "file").with("name", ShareName.proper(file));
        FileDetail first = service.run(call, FileDetail.class);
        Call sharers =
                Call.get("tracker", "groups", group, "sharers").with("name", first.file().file());
        FileDetail detail =
                first.withAll(
                        service.pages(
                                first.sharers(), first.next(), sharers, FileDetail.Sharer.class));
        if (output.look().json()) {
            output.document(detail);
            return 0;
        }
        FileInfo info = detail.file();
        if (info.files() == null) {
            output.line("File     " + Printable.escape(info.file()));
        } else {
            output.line("Folder   " + Printable.escape(info.file()) + "/");
            output.line("Files    " + info.files());
        }
        output.line("Group    " + Printable.escape(info.group()));
        output.line("Version  " + info.version());
        output.line("Size     " + info.size() + " bytes (" + Amounts.size(info.size()) + ")");
        output.line("Pieces   " + detail.pieces() + " of " + Amounts.size(detail.pieceSize()));
        output.line(
                "Shared   by "
                        + Printable.escape(info.sharedBy())
                        + " since "
                        + output.look().moment(info.since()));
        output.line("Hash     " + info.algorithm().label() + " " + info.hash());
        var table =
                new Table<FileDetail.Sharer>()
                        .text("SHARER", FileDetail.Sharer::user)
                        .text("ONLINE", sharer -> sharer.online() ? "online" : "offline")
                        .text("COPY", sharer -> sharer.complete() ? "complete" : "in part");
        output.table(detail.sharers(), table, "Nobody shares it now.");
        return 0;
    }
}
