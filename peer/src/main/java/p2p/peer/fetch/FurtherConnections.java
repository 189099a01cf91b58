package p2p.peer.fetch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import p2p.peer.choose.Dispatcher;
import p2p.peer.choose.LaneSettings;
import p2p.peer.choose.Lanes;

/**
 * Sees to it that a download has as many connections to each seeder as {@link Lanes} says. Lives on
 * its event loop.
 */
final class FurtherConnections {

    private final SeederConnections connections;
    private final Dispatcher dispatcher;
    private final Lanes lanes;
    private long received;

    FurtherConnections(
            SeederConnections connections, Dispatcher dispatcher, LaneSettings settings) {
        this.connections = connections;
        this.dispatcher = dispatcher;
        lanes = new Lanes(settings);
    }

    void arrived(int bytes) {
        received += bytes;
    }

    void joined(SeederConnection seeder, long now) {
        if (!seeder.isFurther() && seeder.at().isPresent()) {
            Duration roundTrip = seeder.roundTrip().orElse(Duration.ZERO);
            int open = connections.further(seeder).size() + 1;
            lanes.joined(seeder.number(), open, roundTrip, received, now);
        }
    }

    void left(SeederConnection seeder, long now) {
        if (!seeder.isFurther()) {
            lanes.left(seeder.number());
            return;
        }
        connections
                .first(seeder)
                .ifPresent(first ->
                        lanes.lost(first.number(), connections.further(first).size() + 1, now));
    }

    /** Opens what is to be opened; says which are to be closed. */
    List<SeederConnection> step(long now) {
        lanes.step(received, dispatcher.wasHeldBack(), dispatcher.missing(), this::isOfUse, now);
        List<SeederConnection> superfluous = new ArrayList<>();
        for (SeederConnection first : connections.all()) {
            if (!first.isFurther() && first.isWelcomed()) {
                int wanted = lanes.wanted(first.number());
                connections.widen(first, wanted);
                for (SeederConnection further : connections.further(first)) {
                    boolean isLeaving = further.lane() >= wanted;
                    dispatcher.leaving(further.number(), isLeaving);
                    if (isLeaving && dispatcher.isIdle(further.number())) {
                        superfluous.add(further);
                    }
                }
            }
        }
        return superfluous;
    }

    private boolean isOfUse(int number) {
        return connections.get(number).filter(SeederConnection::isUnchoked).isPresent();
    }
}
