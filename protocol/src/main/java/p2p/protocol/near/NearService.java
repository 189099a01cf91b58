package p2p.protocol.near;

import java.util.List;

/** What trackers are called on a link, where it is asked for, and how long a message may be. */
public final class NearService {

    /** The group of multicast DNS. */
    public static final String GROUP = "224.0.0.251";

    public static final int PORT = 5353;

    /** A datagram that no usual link cuts up. */
    public static final int LONGEST_WRITTEN = 1_472;

    public static final int LONGEST_READ = 9_000;

    static final DomainName NAME = new DomainName(List.of("_p2p-tracker", "_tcp", "local"));

    private NearService() {}
}
