package p2p.cli.download;

import java.util.Objects;
import p2p.cli.output.Output;
import p2p.peer.download.DownloadInfo;

/** Says why a download does not move, once for each reason. */
final class WaitingNote {

    private final Output output;
    private String said;

    WaitingNote(Output output) {
        this.output = output;
    }

    void look(DownloadInfo download) {
        if (download.reason() != null && !Objects.equals(said, download.reason())) {
            said = download.reason();
            output.note("[" + download.group() + "] " + download.file() + ": " + said);
        }
    }
}
