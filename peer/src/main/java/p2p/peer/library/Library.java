package p2p.peer.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.Folder;
import p2p.peer.disk.PrivateFile;
import p2p.peer.disk.TreePieces;
import p2p.peer.rate.RateLimits;
import p2p.protocol.file.FileId;
import p2p.protocol.file.Manifest;

/** What is kept at home: the session, the shares, the downloads and the limits. */
public final class Library {

    private static final String ONLY = "";

    private final Shelf<KeptSession> session;
    private final Shelf<KeptShare> shares;
    private final Shelf<KeptDownload> downloads;
    private final Shelf<RateLimits> limits;
    private final Path trees;
    private final Looks looks;

    public Library(Home home) {
        session = new Shelf<>(home.path().resolve("session"), KeptSession.class);
        shares = new Shelf<>(home.path().resolve("shares"), KeptShare.class);
        downloads = new Shelf<>(home.path().resolve("downloads"), KeptDownload.class);
        limits = new Shelf<>(home.path().resolve("limits"), RateLimits.class);
        trees = home.path().resolve("trees");
        makeTrees();
        looks = looks(home.path().resolve("looks"));
    }

    /** Also removes those of folders that are neither shared nor downloaded any more. */
    private void makeTrees() {
        try {
            Home.makeFolder(trees);
            List<Path> there;
            try (Stream<Path> all = Files.list(trees)) {
                there = all.toList();
            }
            if (!there.isEmpty()) {
                removeTreesBut(neededTrees(), there);
            }
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    private Set<Path> neededTrees() {
        return Stream.concat(
                        shares.all().stream().map(KeptShare::id),
                        downloads.all().stream().map(KeptDownload::id))
                .map(this::treePlace)
                .collect(Collectors.toSet());
    }

    private static void removeTreesBut(Set<Path> needed, List<Path> there) throws IOException {
        for (Path each : there) {
            Path tree = TreePieces.isOfThem(each) ? TreePieces.treeOf(each) : each;
            if (!needed.contains(tree)) {
                Files.delete(each);
            }
        }
    }

    /** Where the tree of a folder is kept while the folder is shared. */
    public Path treePlace(FileId folder) {
        return trees.resolve(folder.hex());
    }

    public void keepTree(FileId folder, byte[] tree) {
        try {
            PrivateFile.write(treePlace(folder), tree);
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** The tree of a folder that somebody looked into, with what was found beside it. */
    public void keepLook(FileId folder, byte[] tree) {
        try {
            TreePieces.copy(looks.tree(folder), treePlace(folder));
        } catch (IOException e) {
            throw trouble(e);
        }
        keepTree(folder, tree);
    }

    private Looks looks(Path folder) {
        try {
            Home.makeFolder(folder);
            return new Looks(folder);
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    public Looks looks() {
        return looks;
    }

    /** What a folder holds, where its tree is at home. */
    public Optional<Folder> folder(FileId id, Manifest manifest) {
        for (Path tree : List.of(treePlace(id), looks.tree(id))) {
            try {
                byte[] encoded = Files.readAllBytes(tree);
                if (Folder.isItsTree(encoded, manifest)) {
                    return Optional.of(Folder.of(encoded, manifest, tree));
                }
            } catch (NoSuchFileException e) {
                continue;
            } catch (IOException e) {
                throw trouble(e);
            }
        }
        return Optional.empty();
    }

    private HomeTrouble trouble(IOException cause) {
        String sentence = DiskTrouble.of(trees, cause).getMessage();
        return new HomeTrouble("The home folder cannot be used: " + sentence, cause);
    }

    public Optional<KeptSession> session() {
        return session.get(ONLY);
    }

    public void keep(KeptSession kept) {
        session.put(ONLY, kept);
    }

    public void forgetSession() {
        session.remove(ONLY);
    }

    public List<KeptShare> shares(String user) {
        return shares.allUnder(KeptShare::key).stream().filter(s -> s.user().equals(user)).toList();
    }

    public void keep(KeptShare kept) {
        shares.put(kept.key(), kept);
    }

    public void forget(KeptShare kept) {
        shares.remove(kept.key());
    }

    public List<KeptDownload> downloads(String user) {
        return downloads.all().stream().filter(d -> d.user().equals(user)).toList();
    }

    public void keep(KeptDownload kept) {
        downloads.put(kept.key(), kept);
    }

    public void forget(KeptDownload kept) {
        downloads.remove(kept.key());
    }

    /** Everything of a user who is no more. */
    public void forgetAll(String user) {
        shares(user).forEach(this::forget);
        downloads(user).forEach(this::forget);
    }

    public RateLimits limits() {
        return limits.get(ONLY).orElse(new RateLimits(0, 0));
    }

    public void keep(RateLimits kept) {
        limits.put(ONLY, kept);
    }
}
