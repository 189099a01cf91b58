package p2p.peer.control;

/**
 * Body of {@code POST /downloads}. A file that ends in '/' stands for all below that folder; {@code
 * destination} is absolute, a folder or a file's name; {@code select} is {@code rarest}, {@code
 * sequential}, {@code random} or null; {@code force} overwrites; {@code verify} reads the complete
 * file once more.
 */
public record NewDownload(
        String group,
        String file,
        String destination,
        String select,
        boolean force,
        boolean verify) {}
