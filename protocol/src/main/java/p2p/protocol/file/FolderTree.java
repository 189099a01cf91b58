package p2p.protocol.file;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import p2p.protocol.Names;

/**
 * All that a shared folder holds, in one order and one form: each folder before what is in it, and
 * paths by the bytes of their UTF-8, where '/' comes before all else. Equal folders have equal
 * bytes.
 */
public record FolderTree(List<TreeEntry> entries) {

    public static final int MOST_ENTRIES = 500_000;
    public static final int LARGEST = 64 << 20;

    /** What all paths may have together, written out, so that few bytes do not fill a memory. */
    public static final int MOST_PATH_BYTES = 64 << 20;

    private static final byte[] HEAD = "P2PT\1".getBytes(StandardCharsets.US_ASCII);
    private static final int LEAST_ENTRY = 1 + 2 + 2 + 1 + 2 + 1;
    private static final Comparator<Keyed> BY_PATH =
            Comparator.comparing(Keyed::key, Arrays::compareUnsigned);
    private static final int FOLDER = 1;
    private static final int FILE = 2;
    private static final int EXECUTABLE = 3;
    private static final int LINK = 4;

    public FolderTree {
        entries = List.copyOf(entries);
    }

    /** The tree of these entries, which may come in any order. */
    public static FolderTree of(List<TreeEntry> entries) {
        return new FolderTree(
                entries.stream()
                        .map(entry -> new Keyed(key(entry.path()), entry))
                        .sorted(BY_PATH)
                        .map(Keyed::entry)
                        .toList());
    }

    private record Keyed(byte[] key, TreeEntry entry) {}

    private static byte[] key(String path) {
        byte[] key = path.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < key.length; i++) {
            key[i] = key[i] == '/' ? 0 : key[i];
        }
        return key;
    }

    /**
     * Why a link at this path may not lead there, if it may not: only upwards first, by no more
     * than there is above, then downwards. By this it stays in the folder whatever other links lead
     * to.
     */
    public static Optional<String> whyNotTarget(String path, String target) {
        if (target.isEmpty() || target.startsWith("/") || target.length() > Names.LONGEST_PATH) {
            return Optional.of("It leads out of the folder.");
        }
        long above = path.chars().filter(c -> c == '/').count();
        boolean down = false;
        for (String part : target.split("/", -1)) {
            if (part.equals("..")) {
                if (down || --above < 0) {
                    return Optional.of("It leads out of the folder.");
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                down = true;
                Optional<String> why = Names.whyNotPath(part);
                if (why.isPresent()) {
                    return why;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether nobody would take it. */
    public boolean isTooLarge() {
        long pathBytes =
                entries.stream()
                        .mapToLong(e -> e.path().getBytes(StandardCharsets.UTF_8).length)
                        .sum();
        return entries.size() > MOST_ENTRIES || pathBytes > MOST_PATH_BYTES;
    }

    public List<TreeEntry.File> files() {
        return entries.stream()
                .filter(TreeEntry.File.class::isInstance)
                .map(TreeEntry.File.class::cast)
                .toList();
    }

    /** Each entry repeats of the path before it only how many bytes are the same. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(LEAST_ENTRY * (entries.size() + HEAD.length));
        out.put(HEAD).putInt(entries.size());
        byte[] before = {};
        for (TreeEntry entry : entries) {
            if (out.remaining() < most(entry)) {
                int larger = Math.max(2 * out.capacity(), out.position() + most(entry));
                out = ByteBuffer.wrap(Arrays.copyOf(out.array(), larger)).position(out.position());
            }
            byte[] path = entry.path().getBytes(StandardCharsets.UTF_8);
            int same = Math.max(0, Arrays.mismatch(before, path));
            out.put((byte) kind(entry))
                    .putShort((short) same)
                    .putShort((short) (path.length - same));
            out.put(path, same, path.length - same);
            switch (entry) {
                case TreeEntry.Folder folder -> out.putLong(folder.modified());
                case TreeEntry.File file ->
                        out.putLong(file.modified()).putLong(file.size()).put(file.hash());
                case TreeEntry.Link link -> {
                    byte[] target = link.target().getBytes(StandardCharsets.UTF_8);
                    out.putShort((short) target.length).put(target);
                }
            }
            before = path;
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static int most(TreeEntry entry) {
        int fixed = 5 + 3 * entry.path().length();
        return switch (entry) {
            case TreeEntry.Folder _ -> fixed + 8;
            case TreeEntry.File file -> fixed + 16 + file.hash().length;
            case TreeEntry.Link link -> fixed + 2 + 3 * link.target().length();
        };
    }

    private static int kind(TreeEntry entry) {
        return switch (entry) {
            case TreeEntry.Folder _ -> FOLDER;
            case TreeEntry.File file -> file.executable() ? EXECUTABLE : FILE;
            case TreeEntry.Link _ -> LINK;
        };
    }

    /** Believes nothing: what this answers can be written below any folder without leaving it. */
    public static FolderTree decode(byte[] bytes, HashAlgorithm algorithm) throws BadTree {
        try {
            return new Decoder(ByteBuffer.wrap(bytes), algorithm.length()).decode();
        } catch (BufferUnderflowException e) {
            throw new BadTree("The folder's description ends too early.");
        }
    }

    private static final class Decoder {

        private final ByteBuffer in;
        private final int hashLength;
        private final Deque<String> folders = new ArrayDeque<>();
        private byte[] before = {};
        private byte[] beforeKey = {};
        private long pathBytes;

        Decoder(ByteBuffer in, int hashLength) {
            this.in = in;
            this.hashLength = hashLength;
        }

        FolderTree decode() throws BadTree {
            byte[] head = bytes(HEAD.length);
            int count = in.getInt();
            if (!Arrays.equals(head, HEAD)
                    || count < 0
                    || count > MOST_ENTRIES
                    || count > in.remaining() / LEAST_ENTRY) {
                throw new BadTree("The folder's description is of no known kind.");
            }
            List<TreeEntry> entries = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                entries.add(entry());
            }
            if (in.hasRemaining()) {
                throw new BadTree("The folder's description goes on after its end.");
            }
            return new FolderTree(entries);
        }

        private TreeEntry entry() throws BadTree {
            int kind = in.get();
            String path = path();
            return switch (kind) {
                case FOLDER -> {
                    folders.push(path);
                    yield new TreeEntry.Folder(path, in.getLong());
                }
                case FILE, EXECUTABLE ->
                        new TreeEntry.File(
                                path,
                                in.getLong(),
                                size(path),
                                kind == EXECUTABLE,
                                bytes(hashLength));
                case LINK -> new TreeEntry.Link(path, target(path));
                default -> throw new BadTree("'" + path + "' is of no known kind.");
            };
        }

        private long size(String path) throws BadTree {
            long size = in.getLong();
            if (size < 0 || size > Manifest.LARGEST_FILE) {
                throw new BadTree("'" + path + "' has an impossible size.");
            }
            return size;
        }

        private String target(String path) throws BadTree {
            String target = text(bytes(in.getShort() & 0xffff));
            if (whyNotTarget(path, target).isPresent()) {
                throw new BadTree("The link '" + path + "' leads out of the folder.");
            }
            return target;
        }

        private String path() throws BadTree {
            int same = in.getShort() & 0xffff;
            int fresh = in.getShort() & 0xffff;
            if (same > before.length || same + fresh > Names.LONGEST_PATH) {
                throw new BadTree("A path in the folder is too long.");
            }
            pathBytes += same + fresh;
            if (pathBytes > MOST_PATH_BYTES) {
                throw new BadTree("The paths in the folder are too long together.");
            }
            byte[] bytes = Arrays.copyOf(before, same + fresh);
            in.get(bytes, same, fresh);
            if (same < Math.max(0, Arrays.mismatch(before, bytes))) {
                throw new BadTree("The folder's description is not in its shortest form.");
            }
            String path = text(bytes);
            Optional<String> why = Names.whyNotPath(path);
            if (why.isPresent()) {
                throw new BadTree("A path in the folder cannot be: " + why.get());
            }
            byte[] key = key(path);
            if (Arrays.compareUnsigned(beforeKey, key) >= 0) {
                throw new BadTree("The paths in the folder are not in order.");
            }
            before = bytes;
            beforeKey = key;
            requireParent(path);
            return path;
        }

        private void requireParent(String path) throws BadTree {
            int end = path.lastIndexOf('/');
            if (end < 0) {
                folders.clear();
                return;
            }
            String parent = path.substring(0, end);
            while (!folders.isEmpty() && !folders.peek().equals(parent)) {
                folders.pop();
            }
            if (folders.isEmpty()) {
                throw new BadTree("'" + path + "' lies in no folder.");
            }
        }

        private byte[] bytes(int length) {
            if (length > in.remaining()) {
                throw new BufferUnderflowException();
            }
            byte[] bytes = new byte[length];
            in.get(bytes);
            return bytes;
        }

        private static String text(byte[] bytes) throws BadTree {
            try {
                CharBuffer text =
                        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
                return text.toString();
            } catch (CharacterCodingException e) {
                throw new BadTree("A name in the folder is not UTF-8.");
            }
        }
    }
}
