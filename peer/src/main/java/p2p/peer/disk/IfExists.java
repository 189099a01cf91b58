package p2p.peer.disk;

/** What to do about another file that already has the download's name. */
public enum IfExists {
    REFUSE,
    REPLACE
}
