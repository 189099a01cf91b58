package p2p.peer.share;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.peer.seed.Sending;
import p2p.protocol.file.FileId;

/**
 * What is on its way to whom, by its name; {@code file} is null of what is still coming here,
 * {@code files} says how many a folder has.
 */
public record SendingShown(
        String group,
        FileId id,
        @Nullable String file,
        @Nullable Integer files,
        String user,
        long sent,
        boolean waiting) {

    static SendingShown of(Sending sending, Optional<OwnShare> share) {
        return new SendingShown(
                sending.group(),
                sending.file(),
                share.map(OwnShare::file).orElse(null),
                share.map(OwnShare::files).orElse(null),
                sending.user(),
                sending.sent(),
                sending.waiting());
    }
}
