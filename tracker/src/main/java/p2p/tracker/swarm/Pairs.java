package p2p.tracker.swarm;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.FileRef;
import p2p.tracker.account.Devices;
import p2p.tracker.catalog.Catalogue;
import p2p.tracker.catalog.SharedFile;

/** Two peers of which one wants a file that the other serves, and cannot connect to it. */
@ApplicationScoped
class Pairs {

    private final Devices devices;
    private final Catalogue catalogue;
    private final AttachmentTable attachments;
    private final ServingTable serving;

    Pairs(Devices devices, Catalogue catalogue, AttachmentTable attachments, ServingTable serving) {
        this.devices = devices;
        this.catalogue = catalogue;
        this.attachments = attachments;
        this.serving = serving;
    }

    /**
     * What is so until the transaction ends.
     *
     * @param isProved whether the downloader is attached there, under a key that it has proved
     * @param seeder empty where it is not attached, or serves the file no more
     */
    record Pair(SharedFile file, boolean isProved, Optional<Attachment> seeder) {}

    /** For a meeting at a relay. */
    Pair keepForMeeting(SwarmPeer peer, FileRef ref, Fingerprint seeder) {
        SharedFile file = catalogue.requireAndKeep(peer.person(), ref);
        return pair(peer, file, attachments.keepForMeeting(peer.session().id(), peer.id(), seeder));
    }

    /** For two who connect to each other. */
    Pair keepForPunch(SwarmPeer peer, FileRef ref, Fingerprint seeder) {
        SharedFile file = catalogue.requireAndKeep(peer.person(), ref);
        return pair(peer, file, attachments.keepForPunch(peer.session().id(), peer.id(), seeder));
    }

    /**
     * Locks as all do: membership, file, attachments, what is served. Whoever ends a right waits
     * for this transaction, so that its end is heard of after what comes of this.
     */
    private Pair pair(SwarmPeer peer, SharedFile file, List<Attachment> both) {
        long session = peer.session().id();
        boolean isHere = both.stream().anyMatch(each -> each.session() == session);
        Optional<Attachment> seeder =
                both.stream()
                        .filter(each -> each.session() != session)
                        .filter(each -> serving.keep(each.session(), file.id()))
                        .findFirst();
        boolean isProved = isHere && devices.hasProved(session, peer.contact().fingerprint());
        return new Pair(file, isProved, seeder);
    }
}
