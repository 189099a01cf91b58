package p2p.cli.file;

import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.cli.output.ShareName;
import p2p.protocol.api.NewestVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Make an older version of a file or folder the newest again. */
@Command(
        name = "restore_version",
        aliases = "restore-version",
        description = "Make an older version of a file or folder the newest again.",
        footer = {
            "",
            "It gets a new number. For who published a version, and for the group's owner.",
            "",
            "Example:",
            "  p2p restore_version film holiday.mkv 1"
        })
public final class RestoreVersion extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "The name of the file or folder in the group.")
    private String file;

    @Parameters(index = "2", paramLabel = "N", description = "The version's number.")
    private int number;

    @Override
    protected int run(Service service, Output output) {
        var wanted = new NewestVersion(ShareName.proper(file), number);
        NewestVersion now =
                service.run(
                        Call.put("tracker", "groups", group, "newest").body(wanted),
                        NewestVersion.class);
        output.done(
                now,
                "Version %d of [%s] %s is version %d now, the newest."
                        .formatted(number, group, now.file(), now.version()));
        return 0;
    }
}
