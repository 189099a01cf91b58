package p2p.cli.file;

import java.util.Optional;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Patience;
import p2p.cli.control.Service;
import p2p.cli.control.Surroundings;
import p2p.cli.output.Amounts;
import p2p.cli.output.Output;
import p2p.cli.output.ProgressLine;
import p2p.cli.output.ShareName;
import p2p.peer.control.NewUpload;
import p2p.peer.disk.SkippedFile;
import p2p.peer.share.OwnShare;
import p2p.peer.share.ShareJobInfo;

/** Has a file or a folder shared, and shows how far that has come. */
public final class Uploading {

    private Uploading() {}

    /**
     * Empty when the user pressed Ctrl-C; {@code shown} while it goes on. What is skipped of a
     * folder is said.
     */
    public static Optional<ShareJobInfo> untilDone(
            Surroundings surroundings,
            Service service,
            Output output,
            String shown,
            NewUpload wanted) {
        var upload = service.run(Call.post("uploads").body(wanted), ShareJobInfo.class);
        String id = Long.toString(upload.id());
        try (ProgressLine progress = output.progress();
                var patience =
                        new Patience(surroundings, () -> service.run(Call.delete("uploads", id)))) {
            while (!upload.done()) {
                progress.show(shown, upload.hashed(), upload.size(), "hashed");
                if (!patience.again()) {
                    output.note("Stopped; what was shared until now stays shared.");
                    return Optional.empty();
                }
                upload = service.run(Call.get("uploads", id), ShareJobInfo.class);
            }
        }
        if (upload.problem() != null) {
            throw Failure.of(upload.problem());
        }
        for (SkippedFile skipped : upload.skipped()) {
            output.note("Skipped " + skipped.path() + ": " + skipped.reason());
        }
        return Optional.of(upload);
    }

    public static String sentence(ShareJobInfo upload) {
        OwnShare share = upload.shares().getFirst();
        int skipped = upload.skipped().size();
        String rest = skipped == 0 ? "." : "; skipped " + skipped + ".";
        Integer files = share.files();
        String content = files == null ? "" : files == 1 ? "1 file, " : files + " files, ";
        return "Shared [%s] %s (%s%s)%s"
                .formatted(
                        upload.group(),
                        ShareName.shown(share.file(), files),
                        content,
                        Amounts.size(share.size()),
                        rest);
    }
}
