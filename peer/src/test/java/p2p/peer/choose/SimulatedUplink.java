package p2p.peer.choose;

import java.util.ArrayList;
import java.util.List;

/** One peer's way out, which all who download from it share. */
final class SimulatedUplink {

    private static final int CHUNK = 64 << 10;

    private final Simulation simulation;
    private final double rate;
    private final FewestCopies copies;
    private final List<Guest> guests = new ArrayList<>();
    private int turn;
    private boolean sending;

    long sent;

    private final class Guest {
        final SimulatedPeer peer;
        final SimulatedDownload download;
        final FewestCopies.Taker taker = copies.new Taker();
        Action.Ask current;
        int sentOfCurrent;

        Guest(SimulatedPeer peer, SimulatedDownload download) {
            this.peer = peer;
            this.download = download;
        }
    }

    SimulatedUplink(Simulation simulation, int pieces, double rate) {
        this.simulation = simulation;
        this.rate = rate;
        copies = new FewestCopies(pieces);
    }

    void add(SimulatedPeer peer, SimulatedDownload download) {
        peer.uplink = this;
        guests.add(new Guest(peer, download));
    }

    /** Sends what waits, to one guest after another. */
    void send() {
        long congestion = Long.MAX_VALUE;
        for (int i = 0; i < guests.size() && !sending; i++) {
            Guest guest = guests.get((turn + i) % guests.size());
            if (guest.peer.isWaiting()) {
                congestion = Math.min(congestion, guest.download.congestion());
                if (guest.download.congestion() == 0) {
                    turn = (turn + i + 1) % guests.size();
                    send(guest);
                }
            }
        }
        if (!sending && congestion < Long.MAX_VALUE) {
            simulation.after(congestion, this::send);
        }
    }

    private void send(Guest guest) {
        sending = true;
        if (guest.current == null || guest.current != guest.peer.queue().peek()) {
            guest.taker.order(guest.peer.queue(), Action.Ask::piece);
            guest.current = guest.peer.queue().element();
            guest.sentOfCurrent = 0;
        }
        Action.Ask ask = guest.current;
        guest.taker.begin(ask.piece());
        int size = Math.min(CHUNK, ask.length() - guest.sentOfCurrent);
        guest.sentOfCurrent += size;
        boolean last = guest.sentOfCurrent == ask.length();
        if (last) {
            guest.peer.queue().remove();
            guest.current = null;
        }
        sent += size;
        simulation.after(
                (long) (size / rate * Simulation.SECOND),
                () -> {
                    sending = false;
                    guest.download.carry(guest.peer, size, last ? ask : null, false);
                    send();
                });
    }
}
