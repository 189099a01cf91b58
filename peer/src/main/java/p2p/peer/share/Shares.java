package p2p.peer.share;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.Earlier;
import p2p.peer.disk.HashedFolder;
import p2p.peer.disk.Shared;
import p2p.peer.disk.SharedFile;
import p2p.peer.disk.SharedFolder;
import p2p.peer.engine.Engine;
import p2p.peer.event.EventLog;
import p2p.peer.library.HomeTrouble;
import p2p.peer.library.KeptShare;
import p2p.peer.library.Library;
import p2p.peer.seed.Sending;
import p2p.peer.ticket.TicketCheck;
import p2p.protocol.api.ShareInfo;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.session.FileRef;
import p2p.protocol.session.PeerMessage;
import p2p.protocol.session.PeerMessage.Served;

/** What the user shares, from here or from elsewhere. On the peer's loop alone. */
public final class Shares {

    private static final Logger LOG = Logger.getLogger(Shares.class);

    /** So many files fit into one message, however long their names are. */
    private static final int FILES_A_MESSAGE = 20;

    /** All that is listed under one name stands together. */
    private static final Comparator<FileRef> ORDER =
            Comparator.comparing(FileRef::group)
                    .thenComparing(FileRef::file)
                    .thenComparing(ref -> ref.id().hex());

    private static final FileId FIRST = new FileId("0".repeat(2 * FileId.LENGTH));
    private static final FileId LAST = new FileId("f".repeat(2 * FileId.LENGTH));

    private final Library library;
    private final Engine engine;
    private final TicketCheck tickets;
    private final Consumer<PeerMessage> toTracker;
    private final EventLog events;
    private final Consumer<FileRef> overwritten;
    private final NavigableMap<FileRef, Entry> entries = new TreeMap<>(ORDER);

    /** Folders that are not here as a whole any more, since files in them changed, and why. */
    private final Map<FileRef, String> damaged = new HashMap<>();

    private long changes;

    /** Whose shares these are; null while nobody is logged in. */
    private @Nullable String user;

    /** Served where there is no trouble; not from here where there is nothing kept of it. */
    private record Entry(
            FileRef ref,
            long size,
            Optional<KeptShare> kept,
            Optional<String> trouble,
            boolean isRefused) {

        static Entry here(KeptShare kept, Optional<String> trouble) {
            return new Entry(kept.ref(), kept.stamp().size(), Optional.of(kept), trouble, false);
        }

        Entry refused(String reason) {
            return new Entry(ref, size, kept, Optional.of(reason), true);
        }

        boolean isServed() {
            return trouble.isEmpty();
        }

        boolean liesAt(String path) {
            return kept.isPresent() && kept.get().path().equals(path);
        }

        boolean isKnown() {
            return kept.isEmpty() || kept.get().known();
        }

        /** Of which no tracker keeps a share: nobody can rely on it for the whole. */
        boolean isPart() {
            return kept.isPresent() && kept.get().isPart();
        }

        /** Of what the group had, which no tracker has been told of yet. */
        boolean isNewCopy() {
            return kept.isPresent() && kept.get().downloaded() && !kept.get().known();
        }

        OwnShare shown(@Nullable String difference) {
            return new OwnShare(
                    ref.group(),
                    ref.file(),
                    ref.id(),
                    size,
                    kept.map(KeptShare::files).orElse(null),
                    kept.map(KeptShare::path).orElse(null),
                    isServed(),
                    isPart(),
                    null,
                    trouble.orElse(difference));
        }
    }

    /**
     * @param overwritten is told of an older version that lay where a newer one was downloaded to
     */
    public Shares(
            Library library,
            Engine engine,
            TicketCheck tickets,
            Consumer<PeerMessage> toTracker,
            Consumer<FileRef> overwritten,
            EventLog events) {
        this.library = library;
        this.engine = engine;
        this.tickets = tickets;
        this.toTracker = toTracker;
        this.overwritten = overwritten;
        this.events = events;
    }

    /** Brings back what the user shares from this home, where the files are unchanged. */
    public void bringBack(String newUser) {
        user = newUser;
        library.shares(newUser).forEach(this::bringBack);
    }

    /** Says whether it is served. */
    private boolean bringBack(KeptShare kept) {
        Entry entry = Entry.here(kept, troubleWith(kept));
        put(entry);
        if (entry.isServed()) {
            serve(kept);
        }
        return entry.isServed();
    }

    private Optional<String> troubleWith(KeptShare kept) {
        try {
            source(kept).check();
            return Optional.empty();
        } catch (DiskTrouble e) {
            return Optional.of(e.getMessage());
        }
    }

    private void serve(KeptShare kept) {
        engine.serve(kept.id(), kept.manifest(), source(kept));
        tickets.offer(kept.group(), kept.id());
    }

    /** On any thread. */
    Shared source(KeptShare kept) {
        return kept.manifest().folder() == null
                ? new SharedFile(kept.place(), kept.stamp())
                : new SharedFolder(
                        kept.place(),
                        kept.manifest(),
                        library.treePlace(kept.id()),
                        kept.pieces().orElse(null));
    }

    /** Of a folder that is going to be shared. On any thread. */
    void keepTree(HashedFolder folder) {
        library.keepTree(folder.manifest().computeId(), folder.tree());
    }

    /** A whole folder that was shared from there, if it changed since or not. */
    Optional<KeptShare> folderAt(String path, HashAlgorithm algorithm) {
        return entries.values().stream()
                .filter(entry -> entry.liesAt(path) && !entry.isPart())
                .flatMap(entry -> entry.kept().stream())
                .filter(kept -> kept.manifest().folder() != null)
                .filter(kept -> kept.manifest().algorithm() == algorithm)
                .findFirst();
    }

    /** What was found out when it was hashed. On any thread. */
    Optional<HashedFolder> hashed(KeptShare folder) {
        return library.folder(folder.id(), folder.manifest())
                .map(found -> new HashedFolder(folder.manifest(), found.encoded()));
    }

    /** What lies here of other versions, or did so once, and what is left of this one. */
    public List<Earlier> earlier(FileRef ref) {
        return named(ref.group(), ref.file()).stream()
                .filter(entry -> entry.isPart() || isDamaged(ref) || !entry.ref().equals(ref))
                .flatMap(entry -> entry.kept().stream())
                .map(kept ->
                        new Earlier(
                                kept.place(),
                                Optional.of(kept.manifest()),
                                Optional.of(library.treePlace(kept.id())),
                                kept.downloaded() || kept.ref().equals(ref)
                                        ? Optional.of(source(kept))
                                        : Optional.empty()))
                .toList();
    }

    /** What is listed; to be taken before the trackers are asked what they know. */
    public Set<FileRef> listed() {
        return entries.values().stream().map(Entry::ref).collect(Collectors.toSet());
    }

    /**
     * Compares with what the trackers know: what the user stopped sharing elsewhere is dropped, and
     * what is shared from elsewhere is listed. What was shared while they were asked stays.
     */
    public void compare(Set<FileRef> listedBefore, Collection<ShareInfo> known) {
        Set<FileRef> there = new HashSet<>();
        for (ShareInfo share : known) {
            FileRef ref = new FileRef(share.group(), share.file(), share.id());
            there.add(ref);
            Entry entry = entries.get(ref);
            if (entry == null) {
                if (!listedBefore.contains(ref)) {
                    put(elsewhere(ref, share.size()));
                }
            } else if (!entry.isKnown() && !entry.isPart()) {
                keepAsKnown(entry);
            }
        }
        for (Entry entry : List.copyOf(entries.values())) {
            FileRef ref = entry.ref();
            if (listedBefore.contains(ref) && !there.contains(ref) && entry.isKnown()) {
                drop(ref);
            }
        }
    }

    private static Entry elsewhere(FileRef ref, long size) {
        return new Entry(
                ref,
                size,
                Optional.empty(),
                Optional.of(
                        "It is not shared from this home; share it again to offer it from here."),
                false);
    }

    private void keepAsKnown(Entry entry) {
        Optional<KeptShare> known = entry.kept().map(KeptShare::asKnown);
        put(new Entry(entry.ref(), entry.size(), known, entry.trouble(), false));
        try {
            known.ifPresent(library::keep);
        } catch (HomeTrouble e) {
            LOG.warnf("it stays unknown that a tracker knows a share: %s", e.getMessage());
        }
    }

    /** Other versions of its name that lie elsewhere, though their drive may not be there now. */
    Set<FileRef> elsewhere(KeptShare now) {
        return Set.copyOf(othersBut(now.ref(), entry -> !isElsewhere(entry, now.path())));
    }

    private boolean isElsewhere(Entry entry, String path) {
        return !entry.liesAt(path) && entry.kept().stream().noneMatch(this::hasChanged);
    }

    private boolean hasChanged(KeptShare kept) {
        try {
            source(kept).check();
            return false;
        } catch (DiskTrouble e) {
            return e.kind() == DiskTrouble.Kind.CHANGED;
        }
    }

    /** The same name's others, but for some. */
    private List<FileRef> othersBut(FileRef ref, Predicate<Entry> some) {
        return named(ref.group(), ref.file()).stream()
                .filter(entry -> !entry.ref().equals(ref) && !some.test(entry))
                .map(Entry::ref)
                .toList();
    }

    /** A version that the user published, who has only these besides. */
    void replace(KeptShare kept, Set<FileRef> besides) {
        if (kept.user().equals(user)) {
            othersBut(kept.ref(), entry -> besides.contains(entry.ref())).forEach(this::drop);
        }
        add(kept);
    }

    /** A file that is complete here; who has logged out meanwhile shares it the next time. */
    public void add(KeptShare kept) {
        library.keep(kept);
        if (!kept.user().equals(user)) {
            return;
        }
        for (FileRef other : othersBut(kept.ref(), entry -> !entry.liesAt(kept.path()))) {
            drop(other);
            overwritten.accept(other);
        }
        Entry before = put(Entry.here(kept, Optional.empty()));
        if (isDamaged(kept.ref()) || before != null && before.isPart()) {
            serveAnew(kept);
        } else {
            serve(kept);
            say(List.of(kept));
        }
    }

    private void serveAnew(KeptShare kept) {
        damaged.remove(kept.ref());
        engine.stopServing(kept.id(), "It was shared anew.");
        serve(kept);
        say(List.of(kept));
    }

    /** A download of the same content was served in its place until now, and is no more. */
    public void serveAgain(FileId id) {
        for (Entry entry : entries.values()) {
            if (entry.isServed() && entry.ref().id().equals(id)) {
                entry.kept().ifPresent(this::serve);
                say(entry.kept().stream().toList());
            }
        }
    }

    /** Tells the tracker all that is served, as one does after attaching. */
    public void sayAll() {
        say(nowServed());
    }

    /** All that is served, and whether it is complete. */
    public Map<FileRef, Boolean> servedFiles() {
        var served = new HashMap<FileRef, Boolean>();
        nowServed().forEach(kept -> served.put(kept.ref(), isWhole(kept)));
        return served;
    }

    /** What the trackers know as the user's shares, as far as is known here. */
    public Set<FileRef> known() {
        return entries.values().stream()
                .filter(entry -> entry.isKnown() && !entry.isPart())
                .map(Entry::ref)
                .collect(Collectors.toSet());
    }

    private boolean isWhole(KeptShare kept) {
        return !isDamaged(kept.ref()) && !kept.isPart();
    }

    List<KeptShare> nowServed() {
        return entries.values().stream()
                .filter(Entry::isServed)
                .flatMap(entry -> entry.kept().stream())
                .toList();
    }

    private void say(List<KeptShare> served) {
        for (int i = 0; i < served.size(); i += FILES_A_MESSAGE) {
            toTracker.accept(
                    new PeerMessage.Serve(
                            served.subList(i, Math.min(i + FILES_A_MESSAGE, served.size())).stream()
                                    .map(kept ->
                                            new Served(kept.ref(), isWhole(kept), kept.known()))
                                    .toList()));
        }
    }

    /** The user does not share this any more, so it does not come back either. */
    public void drop(String group, String file) {
        find(group, file).forEach(this::drop);
    }

    /** All versions that are listed under this name, but for parts, of which no tracker knows. */
    public List<FileRef> find(String group, String file) {
        return named(group, file).stream()
                .filter(entry -> !entry.isPart())
                .map(Entry::ref)
                .toList();
    }

    private Collection<Entry> named(String group, String file) {
        return entries.subMap(
                        new FileRef(group, file, FIRST), true, new FileRef(group, file, LAST), true)
                .values();
    }

    /** The same for one version. */
    public void drop(FileRef ref) {
        Entry entry = entries.remove(ref);
        damaged.remove(ref);
        changes++;
        if (entry != null) {
            String why = "The file is not shared any more.";
            stop(entry, why);
            entry.kept().ifPresent(library::forget);
            if (entry.isPart()) {
                toTracker.accept(new PeerMessage.Unserve(List.of(ref), why));
            }
        }
    }

    /** Of those the trackers keep no share; says whether there was nothing else of that name. */
    public boolean dropUnknown(String group, String file) {
        List<Entry> all = List.copyOf(named(group, file));
        List<Entry> unknown =
                all.stream().filter(entry -> entry.isPart() || entry.isRefused()).toList();
        unknown.stream().map(Entry::ref).forEach(this::drop);
        return !unknown.isEmpty() && unknown.size() == all.size();
    }

    public void dropGroup(String group) {
        entries.keySet().stream()
                .filter(ref -> ref.group().equals(group))
                .toList()
                .forEach(this::drop);
    }

    /**
     * The tracker lets nobody fetch this from here, so it is as if it were not shared. A copy that
     * was complete only when its version was gone stays listed, for a newer one to take its place.
     */
    public void refused(FileRef ref, String reason) {
        Entry entry = entries.get(ref);
        if (entry == null || entry.isRefused()) {
            return;
        }
        if (entry.isNewCopy()) {
            stop(entry, reason);
            put(entry.refused(reason));
        } else {
            drop(ref);
        }
        events.add("unshared", ref.group(), ref.file(), reason);
    }

    /** Somebody looked, and it is not there as it was. */
    void lost(KeptShare kept, String reason) {
        if (isServed(kept)) {
            engine.stopServing(kept.id(), reason);
            changed(kept.id(), reason);
        }
    }

    /** It may have gone elsewhere while somebody looked. */
    private boolean isServed(KeptShare kept) {
        return nowServed(kept.ref()).filter(kept::liesLike).isPresent();
    }

    /** The engine saw that a file changed: another copy of the same content may take its place. */
    public void changed(FileId id, String reason) {
        var gone = new ArrayList<FileRef>();
        for (Entry entry : List.copyOf(entries.values())) {
            if (entry.isServed() && entry.ref().id().equals(id)) {
                tickets.withdraw(entry.ref().group(), id);
                if (entry.kept().isEmpty() || !bringBack(entry.kept().get())) {
                    gone.add(entry.ref());
                    events.add("changed", entry.ref().group(), entry.ref().file(), reason);
                }
            }
        }
        if (!gone.isEmpty()) {
            toTracker.accept(new PeerMessage.Unserve(gone, reason));
        }
    }

    /** Somebody looked, and it is there, whole or with a difference. */
    void looked(KeptShare kept, Optional<String> difference) {
        if (!isServed(kept) || difference.isPresent() == isDamaged(kept.ref())) {
            return;
        }
        if (difference.isEmpty()) {
            serveAnew(kept);
        } else {
            damage(
                    kept,
                    difference.get()
                            + (kept.downloaded()
                                    ? " Download the folder again to have it back, or share it as it is now."
                                    : " Share the folder again to offer it as it is now."));
        }
    }

    boolean isDamaged(FileRef ref) {
        return damaged.containsKey(ref);
    }

    /** The engine saw that a file of a folder changed; the others go on being served. */
    public void damaged(FileId id, String reason) {
        for (Entry entry : List.copyOf(entries.values())) {
            if (entry.isServed() && entry.ref().id().equals(id)) {
                entry.kept().ifPresent(kept -> damage(kept, reason));
            }
        }
    }

    private void damage(KeptShare kept, String reason) {
        if (damaged.putIfAbsent(kept.ref(), reason) == null) {
            changes++;
            say(List.of(kept));
            events.add("changed", kept.group(), kept.file(), reason);
        }
    }

    /** Stops all sharing for now; the shares stay kept. */
    public void stopAll(String reason) {
        user = null;
        List<Entry> all = List.copyOf(entries.values());
        entries.clear();
        damaged.clear();
        changes++;
        all.forEach(entry -> stop(entry, reason));
    }

    /** Closes what lives by tickets of this group alone, where another group still has the file. */
    private void stop(Entry entry, String reason) {
        if (!entry.isServed()) {
            return;
        }
        FileRef ref = entry.ref();
        List<FileRef> others =
                entries.values().stream()
                        .filter(e -> e.isServed() && e.ref().id().equals(ref.id()))
                        .map(Entry::ref)
                        .filter(other -> !other.equals(ref))
                        .toList();
        if (others.stream().anyMatch(other -> other.group().equals(ref.group()))) {
            return;
        }
        tickets.withdraw(ref.group(), ref.id());
        if (others.isEmpty()) {
            engine.stopServing(ref.id(), reason);
        } else {
            engine.revoke(
                    claims -> claims.group().equals(ref.group()) && claims.file().equals(ref.id()),
                    reason);
        }
    }

    private @Nullable Entry put(Entry entry) {
        changes++;
        return entries.put(entry.ref(), entry);
    }

    Optional<KeptShare> nowServed(FileRef ref) {
        return Optional.ofNullable(entries.get(ref)).filter(Entry::isServed).flatMap(Entry::kept);
    }

    /** Another number whenever something is shown differently. */
    public long changes() {
        return changes;
    }

    /** So many of those after that one, or from the first on. */
    public List<OwnShare> shown(@Nullable FileRef after, int most) {
        var some = after == null ? entries : entries.tailMap(after, false);
        return some.values().stream()
                .limit(most)
                .map(entry -> entry.shown(damaged.get(entry.ref())))
                .toList();
    }

    /** What is on its way, by the names of the shares that have this content in that group. */
    public List<SendingShown> named(List<Sending> sending) {
        Set<Content> wanted = sending.stream().map(Content::of).collect(Collectors.toSet());
        Map<Content, OwnShare> found = new HashMap<>();
        for (Entry entry : entries.values()) {
            var content = new Content(entry.ref().group(), entry.ref().id());
            if (wanted.contains(content)) {
                found.computeIfAbsent(content, _ -> entry.shown(null));
            }
        }
        return sending.stream()
                .map(each ->
                        SendingShown.of(each, Optional.ofNullable(found.get(Content.of(each)))))
                .toList();
    }

    private record Content(String group, FileId id) {
        static Content of(Sending sending) {
            return new Content(sending.group(), sending.file());
        }
    }

    public List<OwnShare> shown() {
        return entries.values().stream()
                .map(entry -> entry.shown(damaged.get(entry.ref())))
                .toList();
    }

    public int served() {
        return (int) entries.values().stream().filter(Entry::isServed).count();
    }
}
