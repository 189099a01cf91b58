package p2p.cli.shell;

import java.util.stream.Stream;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.output.Printable;
import p2p.peer.download.DownloadInfo;
import p2p.peer.share.OwnShare;
import p2p.protocol.api.DeviceInfo;
import p2p.protocol.api.FileInfo;
import p2p.protocol.api.GroupDetail;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.JoinRequestInfo;
import p2p.protocol.api.OwnDevices;

/** Names that the service knows, as far as they can be shown and typed. */
final class KnownNames {

    private final Service service;

    KnownNames(Service service) {
        this.service = service;
    }

    Stream<String> groups() {
        return harmless(
                service.pages(Call.get("tracker", "groups"), GroupInfo.class).stream()
                        .map(GroupInfo::group));
    }

    Stream<String> devices() {
        return harmless(
                service.run(Call.get("tracker", "devices"), OwnDevices.class).devices().stream()
                        .map(DeviceInfo::name));
    }

    /** The files of the group that this command can be about. */
    Stream<String> files(String command, String group) {
        return harmless(
                switch (command) {
                    case "pause_download", "resume_download", "cancel_download" ->
                            service
                                    .list(
                                            Call.get("downloads").with("group", group),
                                            DownloadInfo.class)
                                    .stream()
                                    .map(DownloadInfo::file);
                    case "stop_share" ->
                            service.list(Call.get("shares"), OwnShare.class).stream()
                                    .filter(share -> share.group().equals(group))
                                    .map(OwnShare::file);
                    default ->
                            service
                                    .pages(
                                            Call.get("tracker", "groups", group, "files"),
                                            FileInfo.class)
                                    .stream()
                                    .map(FileInfo::file);
                });
    }

    /** Those who ask to be let in, or the members. */
    Stream<String> users(String command, String group) {
        return harmless(
                command.endsWith("_request")
                        ? service
                                .list(
                                        Call.get("tracker", "groups", group, "requests"),
                                        JoinRequestInfo.class)
                                .stream()
                                .map(JoinRequestInfo::user)
                        : service
                                .run(Call.get("tracker", "groups", group), GroupDetail.class)
                                .members()
                                .stream()
                                .map(GroupDetail.Member::user));
    }

    private static Stream<String> harmless(Stream<String> names) {
        return names.filter(name -> Printable.escape(name).equals(name));
    }
}
