package p2p.cli.download;

import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.peer.download.DownloadInfo;
import p2p.peer.order.DownloadState;
import picocli.CommandLine.Command;

/** Give a download up, or several, and remove what there is so far. */
@Command(
        name = "cancel_download",
        aliases = "cancel-download",
        description = "Give a download up, or several, and remove what there is so far.",
        footer = {"", "Example:", "  p2p cancel_download film holiday.mkv"})
public final class CancelDownload extends ListedDownloads {

    @Override
    protected boolean losesSomething() {
        return true;
    }

    @Override
    protected boolean concerns(DownloadInfo download) {
        return download.state() != DownloadState.COMPLETE;
    }

    @Override
    protected String does(Service service, Named named) {
        var was = service.run(named.in(Call.delete("downloads")), DownloadInfo.class);
        return was.state() == DownloadState.COMPLETE
                ? named + " is complete: it only leaves the list, and stays at " + was.path() + "."
                : "Cancelled " + named + ".";
    }
}
