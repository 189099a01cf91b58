package p2p.cli.download;

import java.util.Map;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.cli.output.ShareName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Give a download up and remove what it has so far. */
@Command(
        name = "cancel_download",
        aliases = "cancel-download",
        description = "Give a download up and remove what it has so far.",
        footer = {"", "Example:", "  p2p cancel_download film holiday.mkv"})
public final class CancelDownload extends ServiceCommand {

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file's name in the group.")
    private String file;

    @Override
    protected int run(Service service, Output output) {
        service.run(
                Call.delete("downloads").with("group", group).with("file", ShareName.proper(file)));
        output.done(
                Map.of("group", group, "file", file),
                "Cancelled " + "[" + group + "] " + file + ".");
        return 0;
    }
}
