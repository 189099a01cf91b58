package p2p.peer.mapping;

import java.io.IOException;

/** A port that a router has granted. Blocks, for a bounded time. */
interface Mapping {

    Granted granted();

    /** The same for longer, at another port if the router has it so; this one is over then. */
    Mapping renewed() throws IOException;

    void giveBack() throws IOException;
}
