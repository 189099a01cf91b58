package p2p.peer.seed;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import p2p.protocol.file.FileId;

/**
 * A file on its way to a person of a group. {@code sent} are the bytes that have left on
 * connections that are open; {@code waiting} says that there is no place for that person just now.
 */
public record Sending(String group, FileId file, String user, long sent, boolean waiting) {

    private record To(String group, FileId file, String user) {}

    /**
     * One for each person and file, over however many connections and devices; who is connected and
     * wants nothing is not among them.
     */
    static List<Sending> of(Collection<Upload> uploads, long now) {
        Map<To, Sending> found = new LinkedHashMap<>();
        Set<To> wanting = new HashSet<>();
        for (Upload upload : uploads) {
            Sending one = upload.sending();
            To to = new To(one.group, one.file, one.user);
            found.merge(to, one, Sending::and);
            if (upload.wants(now)) {
                wanting.add(to);
            }
        }
        found.keySet().retainAll(wanting);
        return List.copyOf(found.values());
    }

    private Sending and(Sending other) {
        return new Sending(group, file, user, sent + other.sent, waiting && other.waiting);
    }
}
