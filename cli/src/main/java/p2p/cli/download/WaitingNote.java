package p2p.cli.download;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import p2p.cli.output.Output;

/** Says why a download does not move, once for each reason. */
final class WaitingNote {

    private final Output output;
    private @Nullable String said;

    WaitingNote(Output output) {
        this.output = output;
    }

    /** Null where it does not wait. */
    void look(String group, String file, @Nullable String reason) {
        if (reason != null && !Objects.equals(said, reason)) {
            said = reason;
            output.note("[" + group + "] " + file + ": " + said);
        }
    }
}
