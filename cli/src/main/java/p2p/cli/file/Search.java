package p2p.cli.file;

import java.util.List;
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
import picocli.CommandLine.Parameters;

/** Search for files by a part of their names, in all your groups. */
@Command(
        name = "search",
        description = "Search for files by a part of their names, in all your groups.",
        footer = {
            "",
            "Capital and small letters are the same to it.",
            "",
            "Example:",
            "  p2p search holiday"
        })
public final class Search extends ServiceCommand {

    private static final int MOST = 1000;

    @Parameters(index = "0", paramLabel = "TEXT", description = "A part of the name.")
    private String text;

    @Mixin private WideOption wide;

    @Override
    protected int run(Service service, Output output) {
        Call call = Call.get("tracker", "files").with("match", text);
        List<FileInfo> found = service.pages(call, FileInfo.class, MOST + 1);
        var table =
                new Table<FileInfo>()
                        .text("GROUP", FileInfo::group)
                        .text("FILE", file -> ShareName.shown(file.file(), file.files()))
                        .amount("SIZE", file -> Amounts.size(file.size()), FileInfo::size)
                        .text("SHARED BY", FileInfo::sharedBy)
                        .number("SEEDERS", FileInfo::seeders)
                        .number("COMPLETE", FileInfo::completeSeeders);
        wide.of(output)
                .table(
                        found.stream().limit(MOST).toList(),
                        table,
                        "Nothing in your groups has '" + text + "' in its name.");
        if (found.size() > MOST) {
            output.nothing("There is more; say more of the name.");
        }
        return 0;
    }
}
