package p2p.peer.disk;

/** Hears how far long work has come. */
@FunctionalInterface
public interface Progress {

    Progress IGNORED = bytes -> true;

    /** This many bytes are done; false ends the work with a CancellationException. */
    boolean goOn(long bytes);
}
