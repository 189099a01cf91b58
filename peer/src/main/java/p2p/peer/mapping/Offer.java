package p2p.peer.mapping;

import java.io.IOException;

/** A router that can be asked for a port that leads to one of this machine's. */
@FunctionalInterface
interface Offer {
    Mapping accept(int port) throws IOException;
}
