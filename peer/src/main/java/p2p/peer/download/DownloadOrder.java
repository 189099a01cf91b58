package p2p.peer.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import p2p.peer.disk.Destination;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.library.KeptDownload;
import p2p.peer.refusal.Refused;
import p2p.protocol.api.DownloadGrant;

/** How the user wants something downloaded. */
public record DownloadOrder(
        String group,
        String file,
        String destination,
        String select,
        boolean force,
        boolean verify) {

    private static final String RAREST = "rarest";
    private static final List<String> ORDERS = List.of(RAREST, "sequential", "random");

    public DownloadOrder {
        select = select == null ? RAREST : select;
        if (group == null || file == null || destination == null) {
            throw bad("A download needs a group, a file and a destination.");
        }
        if (!ORDERS.contains(select)) {
            throw bad("The order is rarest, sequential or random, not '" + select + "'.");
        }
    }

    boolean isFolder() {
        return file.endsWith("/");
    }

    /** The same for one file of the folder; the destination is a folder then. */
    DownloadOrder of(String oneFile) {
        String folder = destination.endsWith("/") ? destination : destination + "/";
        return new DownloadOrder(group, oneFile, folder, select, force, verify);
    }

    /** What to keep of it, once the tracker has granted it. */
    KeptDownload granted(String user, DownloadGrant grant, Instant now) {
        if (!grant.manifest().computeId().equals(grant.id())) {
            throw Refused.of(
                    502,
                    "bad-answer",
                    "Bad answer",
                    "The tracker's description of '" + file + "' contradicts itself.");
        }
        return new KeptDownload(
                user,
                grant.group(),
                grant.file(),
                grant.id(),
                grant.manifest(),
                target(grant).toString(),
                select,
                force,
                verify,
                now,
                KeptDownload.Stage.ACTIVE,
                0,
                null);
    }

    /** Another file that stands there is refused now, not when all has been downloaded. */
    private Path target(DownloadGrant grant) {
        try {
            Path target = Destination.resolve(destination, grant.file());
            if (!force && Files.exists(target) && Files.size(target) != grant.manifest().size()) {
                throw Refused.of(
                        409,
                        "file-exists",
                        "File exists",
                        target + " is there already; choose another name, or use --force.");
            }
            return target;
        } catch (IOException e) {
            String sentence = DiskTrouble.of(Path.of(destination), e).getMessage();
            throw Refused.of(422, "bad-destination", "Bad destination", sentence);
        }
    }

    private static Refused bad(String sentence) {
        return Refused.of(400, "bad-request", "Bad request", sentence);
    }
}
