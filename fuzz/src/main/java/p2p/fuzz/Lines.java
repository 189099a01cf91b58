package p2p.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import p2p.protocol.HostPort;
import p2p.protocol.InvitationLink;
import p2p.protocol.Names;
import p2p.protocol.SpokenCode;
import p2p.protocol.TrackerList;

/** What people type and paste: trackers' addresses, links, words, names. */
public final class Lines {

    private Lines() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        refused(() -> same(HostPort.parse(text).toString(), at -> HostPort.parse(at).toString()));
        refused(() -> TrackerList.entry(1, text));
        refused(() ->
                same(
                        InvitationLink.parse(text).toString(),
                        link -> InvitationLink.parse(link).toString()));
        refused(() -> SpokenCode.parse(text));
        Names.whyNotName(text);
        Optional<String> wrong = Names.whyNotFileName(text);
        if (wrong.isEmpty() && ("/" + text + "/").contains("/../")) {
            throw new IllegalStateException("such a name leads out of its folder");
        }
    }

    private static void refused(Runnable read) {
        try {
            read.run();
        } catch (IllegalArgumentException e) {
            if (e.getMessage() == null) {
                throw new IllegalStateException("refused without a sentence", e);
            }
        }
    }

    private interface Again {
        String read(String text);
    }

    private static void same(String once, Again again) {
        if (!once.equals(again.read(once))) {
            throw new IllegalStateException(once + " is read otherwise the second time");
        }
    }
}
