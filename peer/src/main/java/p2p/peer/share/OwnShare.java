package p2p.peer.share;

/**
 * One of the user's own shares; {@code files} says how many a folder has, where that is known.
 * {@code served} says whether others can fetch it from here now; {@code path} is null and {@code
 * reason} a sentence where this peer cannot serve it.
 */
public record OwnShare(
        String group,
        String file,
        long size,
        Integer files,
        String path,
        boolean served,
        String reason) {}
