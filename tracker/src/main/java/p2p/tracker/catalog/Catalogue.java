package p2p.tracker.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import p2p.protocol.Names;
import p2p.protocol.api.NewShare;
import p2p.protocol.api.ShareInfo;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;
import p2p.tracker.account.Accounts;
import p2p.tracker.account.Person;
import p2p.tracker.group.GroupChange;
import p2p.tracker.group.GroupRef;
import p2p.tracker.group.Memberships;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.retry.Retries;

/** Begins and ends shares. A file is there as long as somebody shares it. */
@ApplicationScoped
public class Catalogue {

    /** Files of fewer pieces need not be added up: how many there are is bounded. */
    private static final int FEW_HASH_BYTES = 8 << 10;

    private final FileTable table;
    private final Accounts accounts;
    private final Memberships memberships;
    private final Retries retries;
    private final Event<CatalogueChange> changes;
    private final int mostShares;
    private final long mostHashBytes;

    Catalogue(
            FileTable table,
            Accounts accounts,
            Memberships memberships,
            Retries retries,
            Event<CatalogueChange> changes,
            @ConfigProperty(name = "p2p.most.shares", defaultValue = "20000") int mostShares,
            @ConfigProperty(name = "p2p.most.hash-bytes", defaultValue = "268435456")
                    long mostHashBytes) {
        this.mostShares = mostShares;
        this.mostHashBytes = mostHashBytes;
        this.table = table;
        this.accounts = accounts;
        this.memberships = memberships;
        this.retries = retries;
        this.changes = changes;
    }

    /** True where the file is new in the group, false where it has one more who shares it. */
    boolean share(Person person, String groupName, NewShare share) {
        Optional<String> wrong = Names.whyNotFileName(share.file());
        if (wrong.isPresent()) {
            throw Refusal.BAD_FILE.because(wrong.get());
        }
        if (share.manifest() == null) {
            throw Refusal.BAD_FILE.because("A share needs the file's manifest.");
        }
        FileId content = share.manifest().computeId();
        return retries.once(
                Boolean.class,
                () -> {
                    accounts.keep(person);
                    GroupRef group = memberships.requireAndKeep(person, groupName);
                    return shareIn(group, person, share, content);
                });
    }

    private boolean shareIn(GroupRef group, Person person, NewShare share, FileId content) {
        Optional<Long> created = table.insert(group, share.file(), content, share.manifest());
        SharedFile file =
                table.keep(group, share.file())
                        .orElseThrow(() ->
                                Refusal.BUSY.because(
                                        "The file was taken out of the group at this very"
                                                + " moment; try again."));
        if (!file.content().equals(content)) {
            throw nameTaken(file);
        }
        if (!table.share(person, List.of(file.id())).isEmpty()) {
            refuseTooMany(person, share.manifest());
            changes.fire(new CatalogueChange.Shared(file, person));
        }
        return created.isPresent();
    }

    private void refuseTooMany(Person person, Manifest manifest) {
        if (table.countOf(person) > mostShares) {
            throw Refusal.TOO_MANY_SHARES.because(tooMany());
        }
        if (manifest.pieceHashes().length > FEW_HASH_BYTES
                && table.hashBytesOf(person) > mostHashBytes) {
            throw Refusal.TOO_MANY_SHARES.because(
                    ("The hashes of all that you share would have more than %d bytes, which is the"
                                    + " most there can be; stop sharing something large first.")
                            .formatted(mostHashBytes));
        }
    }

    /** Why somebody cannot share one more. */
    public String tooMany() {
        return "You share %d files, which is the most there can be; stop sharing some first."
                .formatted(mostShares);
    }

    private Refused nameTaken(SharedFile file) {
        return Refusal.FILE_NAME_TAKEN.because(
                "'%s' is another file in '%s', shared by %s; share yours under another name."
                        .formatted(
                                file.name(),
                                file.group().name(),
                                table.sharer(file).orElse("somebody who just stopped")));
    }

    /**
     * Whoever has the whole of a file shares it. The files must be in groups the person is in, and
     * be kept by this transaction. Those that would be too many are not shared, and returned.
     */
    public Set<Long> shareWhole(Person person, Collection<Long> files) {
        List<SharedFile> others = table.notSharedBy(person, files);
        if (others.isEmpty()) {
            return Set.of();
        }
        int room = Math.clamp(mostShares - table.countOf(person), 0, others.size());
        List<SharedFile> fitting = others.subList(0, room);
        table.share(person, fitting.stream().map(SharedFile::id).toList());
        fitting.forEach(file -> changes.fire(new CatalogueChange.Shared(file, person)));
        return others.subList(room, others.size()).stream()
                .map(SharedFile::id)
                .collect(Collectors.toSet());
    }

    public Set<Long> notSharedBy(Person person, Collection<Long> files) {
        return table.notSharedBy(person, files).stream()
                .map(SharedFile::id)
                .collect(Collectors.toSet());
    }

    List<ShareInfo> sharesOf(Person person) {
        return table.of(person);
    }

    void unshare(Person person, String groupName, String name) {
        retries.once(() -> {
            GroupRef group = memberships.requireAndKeep(person, groupName);
            SharedFile file = table.lock(group, name).orElseThrow(() -> noSuchFile(group, name));
            if (!table.unshare(person, file)) {
                throw Refusal.NOT_SHARED.because(
                        "You do not share '%s' in '%s'.".formatted(name, group.name()));
            }
            changes.fire(new CatalogueChange.Unshared(file, person));
            removeUnshared(group, List.of(file));
        });
    }

    void onLeft(@Observes GroupChange.Left left) {
        unshareAll(left.group(), left.person());
    }

    void onRemoved(@Observes GroupChange.Removed removed) {
        unshareAll(removed.group(), removed.person());
    }

    private void unshareAll(GroupRef group, Person person) {
        removeUnshared(group, table.lock(table.unshareAll(person, group)));
    }

    /** The files are locked, so that whether they are shared does not change meanwhile. */
    private void removeUnshared(GroupRef group, List<SharedFile> files) {
        List<SharedFile> gone = files.stream().filter(file -> !table.isShared(file)).toList();
        if (!gone.isEmpty()) {
            changes.fire(new CatalogueChange.Gone(group, gone));
            gone.forEach(table::delete);
        }
    }

    /** A file that the person may fetch; neither that nor the file can end in this transaction. */
    public SharedFile requireAndKeep(Person person, String groupName, String name) {
        GroupRef group = memberships.requireAndKeep(person, groupName);
        return table.keep(group, name == null ? "" : name)
                .orElseThrow(() -> noSuchFile(group, name));
    }

    public Manifest manifest(SharedFile file) {
        return table.manifest(file);
    }

    public static Refused noSuchFile(GroupRef group, String name) {
        return Refusal.NO_SUCH_FILE.because(
                "Nobody shares '%s' in '%s'.".formatted(name, group.name()));
    }
}
