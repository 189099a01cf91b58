package p2p.cli.shell;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.output.Amounts;
import p2p.cli.output.Printable;
import p2p.cli.shell.Completions.Word;
import p2p.peer.download.DownloadInfo;
import p2p.peer.share.OwnShare;
import p2p.protocol.api.BrowserInfo;
import p2p.protocol.api.DeviceInfo;
import p2p.protocol.api.FileInfo;
import p2p.protocol.api.GroupDetail;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.InvitationInfo;
import p2p.protocol.api.JoinRequestInfo;
import p2p.protocol.api.OwnDevices;
import p2p.protocol.api.Standing;

/** Names that the service knows, as far as they can be shown and typed; of many the first ones. */
final class KnownNames {

    private static final int MOST = 500;

    private final Service service;

    KnownNames(Service service) {
        this.service = service;
    }

    /** The groups that this command can be about. */
    Stream<Word> groups(String command, String typed) {
        return harmless(
                switch (command) {
                    case "create_group" -> Stream.empty();
                    case "join_group" -> known(typed, Standing.NONE);
                    case "withdraw_request" -> known(typed, Standing.REQUESTED);
                    case "pause_download", "resume_download", "cancel_download" ->
                            service.list(Call.get("downloads"), DownloadInfo.class).stream()
                                    .map(download -> Word.of(download.group()))
                                    .distinct();
                    case "stop_share" ->
                            service.list(Call.get("shares"), OwnShare.class).stream()
                                    .map(share -> Word.of(share.group()))
                                    .distinct();
                    default ->
                            service
                                    .list(Call.get("tracker", "groups", "mine"), GroupInfo.class)
                                    .stream()
                                    .map(KnownNames::word);
                });
    }

    private Stream<Word> known(String typed, Standing standing) {
        Call call = Call.get("tracker", "groups").with("match", typed);
        return service.pages(call, GroupInfo.class, MOST).stream()
                .filter(group -> group.standing() == standing)
                .map(KnownNames::word);
    }

    private static Word word(GroupInfo group) {
        return new Word(group.group(), "owned by " + group.owner());
    }

    Stream<Word> devices() {
        OwnDevices own = service.run(Call.get("tracker", "devices"), OwnDevices.class);
        List<BrowserInfo> browsers = Objects.requireNonNullElse(own.browsers(), List.of());
        return harmless(
                Stream.concat(
                                own.devices().stream().map(DeviceInfo::name),
                                browsers.stream().map(BrowserInfo::name))
                        .map(Word::of));
    }

    /** The files of the group that this command can be about. */
    Stream<Word> files(String command, String group, String typed) {
        return harmless(
                switch (command) {
                    case "pause_download", "resume_download", "cancel_download" ->
                            service
                                    .list(
                                            Call.get("downloads").with("group", group),
                                            DownloadInfo.class)
                                    .stream()
                                    .map(d ->
                                            new Word(
                                                    d.file(), Amounts.percent(d.have(), d.size())));
                    case "stop_share" ->
                            service.list(Call.get("shares"), OwnShare.class).stream()
                                    .filter(share -> share.group().equals(group))
                                    .map(share -> sized(share.file(), share.size()));
                    default ->
                            service
                                    .pages(
                                            Call.get("tracker", "groups", group, "files")
                                                    .with("match", typed),
                                            FileInfo.class,
                                            MOST)
                                    .stream()
                                    .map(file -> sized(file.file(), file.size()));
                });
    }

    private static Word sized(String file, long size) {
        return new Word(file, Amounts.size(size));
    }

    /** Those who ask to be let in, or the members. */
    Stream<Word> users(String command, String group) {
        return harmless(
                command.endsWith("_request")
                        ? service
                                .pages(
                                        Call.get("tracker", "groups", group, "candidates"),
                                        JoinRequestInfo.class,
                                        MOST)
                                .stream()
                                .map(request -> Word.of(request.user()))
                        : service
                                .pages(
                                        Call.get("tracker", "groups", group, "members"),
                                        GroupDetail.Member.class,
                                        MOST)
                                .stream()
                                .map(member -> Word.of(member.user())));
    }

    Stream<Word> invitations(String group) {
        return service
                .list(Call.get("tracker", "groups", group, "invitations"), InvitationInfo.class)
                .stream()
                .map(one ->
                        new Word(
                                Long.toString(one.id()),
                                one.note() == null ? "" : Printable.escape(one.note())));
    }

    private static Stream<Word> harmless(Stream<Word> words) {
        return words.filter(word -> Printable.escape(word.text()).equals(word.text()));
    }
}
