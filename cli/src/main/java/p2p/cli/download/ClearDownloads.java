package p2p.cli.download;

import java.util.List;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.peer.download.DownloadInfo;
import picocli.CommandLine.Command;

/** Take complete downloads off the list. */
@Command(
        name = "clear_downloads",
        aliases = "clear-downloads",
        description = "Take what is complete off the list of downloads; the files stay.",
        footer = {"", "Example:", "  p2p clear_downloads"})
public final class ClearDownloads extends ServiceCommand {

    @Override
    protected int run(Service service, Output output) {
        List<DownloadInfo> cleared =
                service.list(Call.delete("downloads", "complete"), DownloadInfo.class);
        output.done(
                cleared,
                switch (cleared.size()) {
                    case 0 -> "No download was complete.";
                    case 1 -> "One download left the list; its file stays.";
                    default -> cleared.size() + " downloads left the list; their files stay.";
                });
        return 0;
    }
}
