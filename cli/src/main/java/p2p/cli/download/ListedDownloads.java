package p2p.cli.download;

import java.util.List;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.ListedNames;
import p2p.cli.control.Service;
import p2p.peer.download.DownloadInfo;

/** A command about one of the downloads, those of a pattern, or all of a group. */
abstract class ListedDownloads extends ListedNames {

    /** Whether a pattern means it as well. */
    protected abstract boolean concerns(DownloadInfo download);

    @Override
    protected final List<Listed> inGroup(Service service, String group) {
        Call call = Call.get("downloads").with("group", group);
        return service.list(call, DownloadInfo.class).stream()
                .map(each -> new Listed(each.file(), each.files(), concerns(each)))
                .toList();
    }

    @Override
    protected final Failure nothing(String group) {
        return Failure.refused(
                "no-such-download",
                "There is no such download in '%s'; see '%s'."
                        .formatted(group, surroundings().command("show_downloads")));
    }
}
