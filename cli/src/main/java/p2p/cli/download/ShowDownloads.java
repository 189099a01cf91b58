package p2p.cli.download;

import java.util.List;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.control.WideOption;
import p2p.cli.output.Output;
import p2p.peer.download.DownloadInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** List the downloads: [D] downloading, [C] complete, [P] paused, [F] failed. */
@Command(
        name = "show_downloads",
        aliases = "show-downloads",
        description = "List the downloads: [D] downloading, [C] complete, [P] paused, [F] failed.",
        footer = {"", "Example:", "  p2p show_downloads"})
public final class ShowDownloads extends ServiceCommand {

    @Mixin private WideOption wide;

    @Override
    protected boolean onlyLooks() {
        return true;
    }

    @Override
    protected int run(Service service, Output output) {
        List<DownloadInfo> downloads = service.list(Call.get("downloads"), DownloadInfo.class);
        if (downloads.isEmpty()) {
            output.nothing("There are no downloads.");
        }
        output.lines(
                downloads,
                downloads.stream().map(d -> DownloadLine.of(d, wide.of(output).look())).toList());
        return 0;
    }
}
