package p2p.tracker.relay;

/** Passes to a relay, as if trackers had sealed them. */
public final class FuzzedPasses {

    private static final byte[] KEY = new byte[Seal.LENGTH];
    private static final byte[] OTHER = {1};

    private FuzzedPasses() {}

    public static void fuzzerTestOneInput(byte[] input) {
        byte[] sealed = Seal.close(input, KEY);
        Pass.open(sealed, KEY);
        if (Pass.open(sealed, OTHER).isPresent()) {
            throw new IllegalStateException("a seal of another key is believed");
        }
    }
}
