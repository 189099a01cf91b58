package p2p.cli.file;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.cli.output.ShareName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stop sharing a file in a group; it stays on your disk. */
@Command(
        name = "stop_share",
        aliases = "stop-share",
        description = "Stop sharing a file in a group; it stays on your disk.",
        footer = {"", "Example:", "  p2p stop_share film holiday.mkv"})
public final class StopShare extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file's name in the group.")
    private String file;

    @Override
    protected int run(Service service, Output output) {
        service.run(
                Call.delete("shares").with("group", group).with("file", ShareName.proper(file)));
        output.done(
                Map.of("group", group, "file", file),
                "You no longer share " + file + " in " + group + ".");
        return 0;
    }
}
