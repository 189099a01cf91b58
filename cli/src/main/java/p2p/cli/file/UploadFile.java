package p2p.cli.file;

import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Patience;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.peer.control.NewUpload;
import p2p.peer.share.ShareJobInfo;
import p2p.protocol.Names;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.file.HashAlgorithm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Share a file, or a folder as one, in a group. */
@Command(
        name = "upload_file",
        aliases = "upload-file",
        description = "Share a file, or a folder as one, in a group.",
        footer = {
            "",
            "Of a folder, what cannot be shared is skipped, and the exit code is 1 then.",
            "",
            "Example:",
            "  p2p upload_file holiday.mkv film"
        })
public final class UploadFile extends ServiceCommand {

    private static final Set<String> NO_GROUP = Set.of("no-such-group", "bad-name");

    @Parameters(index = "0", paramLabel = "PATH", description = "A file or a folder.")
    private String path;

    @Parameters(index = "1", paramLabel = "GROUP", description = "The group's name.")
    private String group;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name in the group; the path's last part when left out.")
    private @Nullable String name;

    @Option(
            names = "--hash",
            paramLabel = "HASH",
            description = "How to hash it: sha-256 (the default) or sha-1.")
    private @Nullable String hash;

    @Override
    protected int run(Service service, Output output) {
        if (Names.whyNotName(path).isEmpty()
                && !Files.exists(surroundings().path(path))
                && Files.exists(surroundings().path(group))) {
            throw Failure.usage(
                    "There is no file %s, but there is one %s: the path comes first, then the group."
                            .formatted(path, group));
        }
        var wanted =
                new NewUpload(
                        group,
                        surroundings().path(path).toString(),
                        name,
                        algorithm().orElse(null));
        Optional<ShareJobInfo> ended;
        try {
            ended = Uploading.untilDone(surroundings(), service, output, path, wanted);
        } catch (Failure e) {
            throw isSwapped(service, e)
                    ? Failure.usage(
                            "There is no group %s, but there is one %s: the path comes first, then the group."
                                    .formatted(group, path))
                    : e;
        }
        if (ended.isEmpty()) {
            return Patience.INTERRUPTED;
        }
        ShareJobInfo upload = ended.get();
        output.done(upload, Uploading.sentence(upload));
        return upload.skipped().isEmpty() ? 0 : Failure.REFUSED;
    }

    /** A folder may be called as the group is. */
    private boolean isSwapped(Service service, Failure refused) {
        if (!NO_GROUP.contains(refused.type()) || !Files.exists(surroundings().path(group))) {
            return false;
        }
        try {
            return service.list(Call.get("tracker", "groups", "mine"), GroupInfo.class).stream()
                    .anyMatch(mine -> mine.group().equalsIgnoreCase(path));
        } catch (Failure e) {
            return false;
        }
    }

    private Optional<HashAlgorithm> algorithm() {
        try {
            return Optional.ofNullable(hash).map(HashAlgorithm::of);
        } catch (IllegalArgumentException e) {
            throw Failure.usage("The hash is sha-256 or sha-1, not '" + hash + "'.");
        }
    }
}
