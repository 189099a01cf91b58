package p2p.tracker.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import p2p.protocol.Names;
import p2p.protocol.api.DownloadRequest;
import p2p.protocol.api.NewShare;
import p2p.protocol.api.NewestVersion;
import p2p.protocol.api.ShareInfo;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.KnownFiles;
import p2p.tracker.account.Accounts;
import p2p.tracker.account.Devices;
import p2p.tracker.account.LiveSession;
import p2p.tracker.account.Person;
import p2p.tracker.group.GroupChange;
import p2p.tracker.group.GroupRef;
import p2p.tracker.group.Memberships;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.retry.Retries;
import p2p.tracker.store.Transactions;

/** Begins and ends shares. A file is there as long as somebody shares it. */
@ApplicationScoped
public class Catalogue {

    /** Files of fewer pieces need not be added up: how many there are is bounded. */
    private static final int FEW_HASH_BYTES = 8 << 10;

    private final FileTable table;
    private final VersionTable versionTable;
    private final Versions versions;
    private final Accounts accounts;
    private final Devices devices;
    private final Memberships memberships;
    private final Retries retries;
    private final Transactions transactions;
    private final Event<CatalogueChange> changes;
    private final int mostShares;
    private final long mostHashBytes;

    Catalogue(
            FileTable table,
            VersionTable versionTable,
            Versions versions,
            Accounts accounts,
            Devices devices,
            Memberships memberships,
            Retries retries,
            Transactions transactions,
            Event<CatalogueChange> changes,
            @ConfigProperty(name = "p2p.most.shares", defaultValue = "20000") int mostShares,
            @ConfigProperty(name = "p2p.most.hash-bytes", defaultValue = "268435456")
                    long mostHashBytes) {
        this.mostShares = mostShares;
        this.mostHashBytes = mostHashBytes;
        this.table = table;
        this.versionTable = versionTable;
        this.versions = versions;
        this.accounts = accounts;
        this.devices = devices;
        this.memberships = memberships;
        this.retries = retries;
        this.transactions = transactions;
        this.changes = changes;
    }

    /**
     * True where the content is new in the group, under a new name or as a new version; false where
     * it has one more who shares it.
     */
    boolean share(LiveSession by, String groupName, NewShare share) {
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
                    accounts.keep(by.person());
                    GroupRef group = memberships.requireSharerAndKeep(by.person(), groupName);
                    return shareIn(group, by, share, content);
                });
    }

    private boolean shareIn(GroupRef group, LiveSession by, NewShare share, FileId content) {
        Person person = by.person();
        table.takeTurn(group, share.file());
        table.promoteLatest(group, share.file());
        Optional<SharedFile> created = table.insert(group, share.file(), content, share.manifest());
        List<SharedFile> held = table.lock(group, share.file());
        if (created.isPresent()) {
            versions.begin(held, person);
        } else {
            versions.catchUp(held);
        }
        Optional<SharedFile> here =
                held.stream().filter(file -> file.content().equals(content)).findFirst();
        boolean isVersion = here.isEmpty();
        if (isVersion && !versions.mayPublish(person, group, share.file())) {
            throw nameTaken(Versions.newest(held));
        }
        SharedFile file =
                here.orElseGet(() -> versions.publish(person, held, () -> insert(group, share)));
        boolean added = !table.share(person, List.of(file.id())).isEmpty();
        if (added && !isVersion) {
            changes.fire(new CatalogueChange.Shared(file, person, created.isPresent()));
        }
        unshareOlder(by, held, content, share.besides());
        if (added) {
            refuseTooMany(person, share.manifest());
        }
        if (isVersion) {
            changes.fire(new CatalogueChange.Published(file, person));
            removeTooOld(held);
        }
        hold(by, List.of(file.id()));
        return isVersion || created.isPresent();
    }

    /** The name is free, as its files are locked. */
    private SharedFile insert(GroupRef group, NewShare share) {
        FileId content = share.manifest().computeId();
        return table.insert(group, share.file(), content, share.manifest()).orElseThrow();
    }

    /** Who shares a name anew has only what they say of the versions that they shared before. */
    private void unshareOlder(
            LiveSession by, List<SharedFile> held, FileId now, @Nullable List<FileId> besides) {
        Set<Long> shared = table.sharedBy(by.person(), held.stream().map(SharedFile::id).toList());
        List<SharedFile> over =
                held.stream()
                        .filter(file -> shared.contains(file.id()) && !file.content().equals(now))
                        .filter(file -> besides == null || !besides.contains(file.content()))
                        .toList();
        List<SharedFile> ended = new ArrayList<>();
        for (SharedFile file : over) {
            switch (end(by, file)) {
                case ENDED -> {
                    ended.add(file);
                    changes.fire(new CatalogueChange.Replaced(file, by));
                }
                case AT_ANOTHER -> changes.fire(new CatalogueChange.Withdrawn(List.of(file), by));
                case ONLY_AT_ANOTHER -> {
                    /* what another device has stays there */
                }
            }
        }
        removeUnshared(held.getFirst().group(), ended);
    }

    /** What is left of somebody's share when one of their devices has it no more. */
    private enum Left {
        ENDED,
        AT_ANOTHER,
        ONLY_AT_ANOTHER
    }

    /** Of a file that is locked, and that they share. */
    private Left end(LiveSession by, SharedFile file) {
        boolean here = by.device().filter(device -> table.release(device, file)).isPresent();
        if (table.isHeld(by.person(), file)) {
            return here ? Left.AT_ANOTHER : Left.ONLY_AT_ANOTHER;
        }
        table.unshare(by.person(), file);
        return Left.ENDED;
    }

    /** The device has what its account shares of these; locks as the last thing of all. */
    public void hold(LiveSession by, Collection<Long> files) {
        if (!files.isEmpty()) {
            by.device()
                    .filter(devices::keep)
                    .ifPresent(device -> table.hold(by.person(), device, files));
        }
    }

    private void removeTooOld(List<SharedFile> held) {
        List<SharedFile> old = versions.tooOld(held).stream().filter(table::isShared).toList();
        old.forEach(table::unshare);
        remove(held.getFirst().group(), old);
    }

    /** Makes an older version's content the newest once more; the version that it is now. */
    int restore(Person person, String groupName, NewestVersion wanted) {
        String name = wanted.file() == null ? "" : wanted.file();
        return retries.once(
                Integer.class,
                () -> {
                    accounts.keep(person);
                    GroupRef group = memberships.requireSharerAndKeep(person, groupName);
                    return restoreIn(group, person, name, wanted.version());
                });
    }

    private int restoreIn(GroupRef group, Person person, String name, int number) {
        table.takeTurn(group, name);
        List<SharedFile> held = table.lock(group, name);
        if (held.isEmpty()) {
            throw noSuchFile(group, name);
        }
        versions.catchUp(held);
        FileId content = versionContent(group, name, number);
        SharedFile older =
                held.stream()
                        .filter(file -> file.content().equals(content))
                        .findFirst()
                        .orElseThrow(() -> nobodyShares(group, name, number));
        if (!versions.mayPublish(person, group, name)) {
            throw Refusal.NOT_THE_OWNER.because(
                    "Only who published a version of '%s', or the owner of '%s', may do this."
                            .formatted(name, group.name()));
        }
        if (!older.newest()) {
            SharedFile file = versions.publishAgain(person, held, older);
            changes.fire(new CatalogueChange.Published(file, person));
            removeTooOld(held);
        }
        return versionTable.number(group, name, content);
    }

    private FileId versionContent(GroupRef group, String name, int number) {
        return versionTable
                .content(group, name, number)
                .orElseThrow(() ->
                        Refusal.NO_SUCH_FILE.because(
                                "'%s' in '%s' has no version %d; look at the list of its versions."
                                        .formatted(name, group.name(), number)));
    }

    private static Refused nobodyShares(GroupRef group, String name, int number) {
        return Refusal.NO_SUCH_FILE.because(
                "Nobody shares version %d of '%s' in '%s' any more."
                        .formatted(number, name, group.name()));
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
        fitting.forEach(file -> changes.fire(new CatalogueChange.Shared(file, person, false)));
        return others.subList(room, others.size()).stream()
                .map(SharedFile::id)
                .collect(Collectors.toSet());
    }

    public Set<Long> notSharedBy(Person person, Collection<Long> files) {
        return table.notSharedBy(person, files).stream()
                .map(SharedFile::id)
                .collect(Collectors.toSet());
    }

    /** By {@link KnownFiles}. */
    public String hashOfShares(Person person) {
        return table.hashOf(person);
    }

    List<ShareInfo> sharesOf(Person person) {
        return table.of(person);
    }

    /** All versions of the name, or the one with this content. */
    void unshare(LiveSession by, String groupName, String name, Optional<FileId> content) {
        Person person = by.person();
        retries.once(() -> {
            GroupRef group = memberships.requireAndKeep(person, groupName);
            table.takeTurn(group, name);
            List<SharedFile> held = table.lock(group, name);
            if (held.isEmpty()) {
                throw noSuchFile(group, name);
            }
            List<Long> ids = held.stream().map(SharedFile::id).toList();
            Set<Long> shared = table.sharedBy(person, ids);
            Map<Left, List<SharedFile>> mine =
                    held.stream()
                            .filter(file -> shared.contains(file.id()))
                            .filter(file -> file.content().equals(content.orElse(file.content())))
                            .collect(Collectors.groupingBy(file -> end(by, file)));
            if (mine.isEmpty()) {
                throw Refusal.NOT_SHARED.because(
                        "You do not share '%s' in '%s'.".formatted(name, group.name()));
            }
            List<SharedFile> ended = mine.getOrDefault(Left.ENDED, List.of());
            List<SharedFile> withdrawn = mine.getOrDefault(Left.AT_ANOTHER, List.of());
            if (ended.isEmpty() && withdrawn.isEmpty()) {
                throw Refusal.NOT_SHARED.because(
                        ("'%s' in '%s' is shared from another of your devices; stop it there, or"
                                        + " remove that device.")
                                .formatted(name, group.name()));
            }
            if (!withdrawn.isEmpty()) {
                changes.fire(new CatalogueChange.Withdrawn(withdrawn, by));
            }
            if (table.sharedBy(person, ids).isEmpty()) {
                changes.fire(new CatalogueChange.Unshared(ended, by));
            } else {
                ended.forEach(file -> changes.fire(new CatalogueChange.Replaced(file, by)));
            }
            removeUnshared(group, ended);
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
        remove(group, files.stream().filter(file -> !table.isShared(file)).toList());
    }

    /** Nobody shares them; where a name's newest goes, the version before it takes its place. */
    private void remove(GroupRef group, List<SharedFile> gone) {
        if (gone.isEmpty()) {
            return;
        }
        changes.fire(new CatalogueChange.Gone(group, gone));
        gone.forEach(table::delete);
        List<String> names = gone.stream().map(SharedFile::name).distinct().toList();
        names.forEach(name -> table.promoteLatest(group, name));
        versionTable.forget(group, names);
    }

    /**
     * What the person may fetch, the newest where no version is asked for; neither that nor the
     * file can end in this transaction.
     */
    public SharedFile requireAndKeep(Person person, String groupName, DownloadRequest wanted) {
        GroupRef group = memberships.requireAndKeep(person, groupName);
        String name = wanted.file() == null ? "" : wanted.file();
        if (wanted.version() == null) {
            return table.keep(group, name).orElseThrow(() -> noSuchFile(group, name));
        }
        int number = wanted.version();
        if (table.keep(group, name).isEmpty()) {
            throw noSuchFile(group, name);
        }
        return table.keep(group, name, versionContent(group, name, number))
                .orElseThrow(() -> nobodyShares(group, name, number));
    }

    /** The same for one content, whichever version of its name it is. */
    public SharedFile requireAndKeep(Person person, FileRef ref) {
        GroupRef group = memberships.requireAndKeep(person, ref.group());
        return table.keep(group, ref.file(), ref.id())
                .orElseThrow(() ->
                        table.keep(group, ref.file()).isEmpty()
                                ? noSuchFile(group, ref.file())
                                : Refusal.FILE_NAME_TAKEN.because(
                                        ("'%s' in '%s' has changed, and nobody shares it as it was:"
                                                        + " download it anew.")
                                                .formatted(ref.file(), group.name())));
    }

    /** Which version of its name the content is. */
    public int version(SharedFile file) {
        return versionTable.number(file.group(), file.name(), file.content());
    }

    int version(Person person, String groupName, String name, FileId content) {
        return transactions.get(
                () -> versionTable.number(memberships.require(person, groupName), name, content));
    }

    public Manifest manifest(SharedFile file) {
        return table.manifest(file);
    }

    public static Refused noSuchFile(GroupRef group, String name) {
        return Refusal.NO_SUCH_FILE.because(
                "Nobody shares '%s' in '%s'.".formatted(name, group.name()));
    }
}
