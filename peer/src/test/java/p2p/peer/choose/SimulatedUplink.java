package p2p.peer.choose;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        WaitingRequests.@Nullable Range current;
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
        peer.waiting = new WaitingRequests(copies);
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
        WaitingRequests.Range first = guest.peer.waiting.first();
        if (guest.current != first) {
            guest.current = first;
            guest.sentOfCurrent = 0;
        }
        var ask = new Action.Ask(guest.peer.id, first.piece(), first.offset(), first.length());
        int size = Math.min(CHUNK, first.length() - guest.sentOfCurrent);
        guest.sentOfCurrent += size;
        boolean last = guest.sentOfCurrent == first.length();
        if (last) {
            guest.peer.waiting.removeFirst();
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
