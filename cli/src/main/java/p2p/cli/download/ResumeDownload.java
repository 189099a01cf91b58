package p2p.cli.download;

import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.peer.download.DownloadInfo;
import p2p.peer.order.DownloadState;
import picocli.CommandLine.Command;

/** Go on with downloads that are paused or have failed. */
@Command(
        name = "resume_download",
        aliases = "resume-download",
        description = "Go on with downloads that are paused or have failed.",
        footer = {"", "Example:", "  p2p resume_download film holiday.mkv"})
public final class ResumeDownload extends ListedDownloads {

    @Override
    protected boolean concerns(DownloadInfo download) {
        return download.state() == DownloadState.PAUSED || download.state() == DownloadState.FAILED;
    }

    @Override
    protected String does(Service service, Named named) {
        service.run(named.in(Call.post("downloads", "resume")));
        return "Resumed " + named + ".";
    }
}
