package p2p.cli.download;

import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.peer.download.DownloadInfo;
import p2p.peer.order.DownloadState;
import picocli.CommandLine.Command;

/** Pause a download, or several. */
@Command(
        name = "pause_download",
        aliases = "pause-download",
        description = "Pause a download, or several.",
        footer = {"", "Example:", "  p2p pause_download film holiday.mkv"})
public final class PauseDownload extends ListedDownloads {

    @Override
    protected boolean concerns(DownloadInfo download) {
        return download.state() == DownloadState.DOWNLOADING;
    }

    @Override
    protected String does(Service service, Named named) {
        service.run(named.in(Call.post("downloads", "pause")));
        return "Paused " + named + ".";
    }
}
