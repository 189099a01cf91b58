package p2p.cli.file;

import java.util.List;
import java.util.Objects;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Amounts;
import p2p.cli.output.Output;
import p2p.cli.output.ShareName;
import p2p.cli.output.Table;
import p2p.protocol.api.VersionInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** List the versions of a file or folder of a group. */
@Command(
        name = "list_versions",
        aliases = "list-versions",
        description = "List the versions of a file or folder of a group.",
        footer = {
            "",
            "A version can be downloaded while somebody shares it.",
            "",
            "Example:",
            "  p2p list_versions film holiday.mkv"
        })
public final class ListVersions extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "The name of the file or folder in the group.")
    private String file;

    @Override
    protected int run(Service service, Output output) {
        Call call =
                Call.get("tracker", "groups", group, "versions")
                        .with("name", ShareName.proper(file));
        List<VersionInfo> versions = service.list(call, VersionInfo.class);
        var table =
                new Table<VersionInfo>()
                        .number("VERSION", VersionInfo::version)
                        .text("", version -> version.newest() ? "newest" : "")
                        .amount("SIZE", v -> Amounts.size(v.size()), VersionInfo::size)
                        .time("PUBLISHED", VersionInfo::published)
                        .text("BY", v -> Objects.requireNonNullElse(v.publishedBy(), ""))
                        .text("SHARED", version -> version.shared() ? "yes" : "by nobody")
                        .number("SEEDERS", VersionInfo::seeders)
                        .number("COMPLETE", VersionInfo::completeSeeders)
                        .pipeOnly(version -> version.id().hex());
        output.table(versions, table, "There is no version of it.");
        return 0;
    }
}
