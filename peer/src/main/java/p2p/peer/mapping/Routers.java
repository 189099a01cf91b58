package p2p.peer.mapping;

import java.util.List;
import java.util.Optional;
import p2p.peer.reach.Network;

/** The routers that can be asked. Blocks, for a bounded time. */
interface Routers {

    /** Where one is asked from, if one is. */
    Optional<Place> place(List<Network> networks);

    /** A port that leads to this one, if a router grants it; never more than one. */
    Optional<Mapping> ask(Place place, int port);
}
