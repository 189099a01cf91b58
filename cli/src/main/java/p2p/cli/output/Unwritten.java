package p2p.cli.output;

/** Standard output took no more: whatever else a command does, nobody sees it. */
public final class Unwritten extends RuntimeException {

    Unwritten() {
        super("Standard output cannot be written.", null, false, false);
    }
}
