package p2p.tracker.session;

import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jboss.logging.Logger;
import p2p.protocol.session.PeerMessage;
import p2p.tracker.swarm.Meetings;
import p2p.tracker.swarm.Orphans;
import p2p.tracker.swarm.Punches;
import p2p.tracker.swarm.Serving;
import p2p.tracker.swarm.Wants;

/** The WebSocket of the peers. Nothing here blocks. */
@WebSocket(path = "/api/v1/session")
class SessionEndpoint {

    private static final Logger LOG = Logger.getLogger(SessionEndpoint.class);
    private static final TypedKey<PeerConnection> PEER = new TypedKey<>("peer");

    private final AttachedPeers peers;
    private final Attaching attaching;
    private final CheckBack checkBack;
    private final Serving serving;
    private final Wants wants;
    private final Meetings meetings;
    private final Punches punches;
    private final Orphans orphans;
    private final SessionThreads threads;

    SessionEndpoint(
            AttachedPeers peers,
            Attaching attaching,
            CheckBack checkBack,
            Serving serving,
            Wants wants,
            Meetings meetings,
            Punches punches,
            Orphans orphans,
            SessionThreads threads) {
        this.peers = peers;
        this.attaching = attaching;
        this.checkBack = checkBack;
        this.serving = serving;
        this.wants = wants;
        this.meetings = meetings;
        this.punches = punches;
        this.orphans = orphans;
        this.threads = threads;
    }

    @OnOpen
    @NonBlocking
    void opened(WebSocketConnection socket) {
        peer(socket);
    }

    /** A first message can come before the news that the connection is open. */
    private PeerConnection peer(WebSocketConnection socket) {
        PeerConnection peer = socket.userData().get(PEER);
        if (peer == null) {
            peer =
                    new PeerConnection(
                            socket,
                            socket.userData().get(UpgradeCheck.SESSION),
                            socket.userData().get(UpgradeCheck.SOURCE),
                            threads);
            socket.userData().put(PEER, peer);
            peers.opened(peer);
            socket.userData().get(UpgradeCheck.KNOWN).run();
        }
        return peer;
    }

    @OnTextMessage
    @NonBlocking
    void said(String text, WebSocketConnection socket) {
        PeerConnection peer = peer(socket);
        if (peer.isClosed()) {
            return;
        }
        peer.heard();
        try {
            dealWith(peer, PeerMessages.parse(text));
        } catch (PeerMessages.BadMessage e) {
            peer.end(e.ended());
        }
    }

    private void dealWith(PeerConnection peer, PeerMessage message) {
        switch (message) {
            case PeerMessage.Ping _ -> peer.pinged();
            case PeerMessage.Pong _ -> peer.mayPing();
            case PeerMessage.Ack ack -> peer.acknowledged(ack.messages());
            case PeerMessage.Hello hello -> greeted(peer, hello);
            default -> peer.received(() -> dealWithLater(peer, message));
        }
    }

    private void greeted(PeerConnection peer, PeerMessage.Hello hello) {
        if (peer.isFirstHello()) {
            var address = checkBack.address(hello.listen(), peer.source(), peer.person().id());
            peer.received(address, () -> attaching.hello(peer, hello, address.join()));
        }
    }

    private void dealWithLater(PeerConnection peer, PeerMessage message) {
        if (!peer.isGreeted()) {
            peer.badMessage("The first message has to be a hello.");
            return;
        }
        switch (message) {
            case PeerMessage.Addresses said -> attaching.addressesAre(peer, said.addresses());
            case PeerMessage.Serve serve -> serving.serve(peer, serve.files());
            case PeerMessage.ServeAsBefore before -> serving.asBefore(peer, before.served());
            case PeerMessage.Unserve unserve -> serving.unserve(peer, unserve.files());
            case PeerMessage.Want want ->
                    wants.want(peer, want.file(), Optional.ofNullable(want.ticketUntil()));
            case PeerMessage.Unwant unwant -> wants.unwant(peer, unwant.file());
            case PeerMessage.Relayable _ -> meetings.relayable(peer);
            case PeerMessage.Meet meet -> meetings.meet(peer, meet.file(), meet.fingerprint());
            case PeerMessage.Punch punch -> punches.asked(peer, punch);
            case PeerMessage.PunchReady ready -> punches.ready(peer, ready);
            case PeerMessage.Report report ->
                    LOG.infof(
                            "%s had wrong bytes of file %s from peer %s",
                            peer.person().name(), report.file().id(), report.fingerprint());
            default -> throw new IllegalStateException("dealt with before: " + message);
        }
    }

    @OnBinaryMessage
    @NonBlocking
    void said(Buffer bytes, WebSocketConnection socket) {
        peer(socket).badMessage("Messages are text.");
    }

    /** The connection is listed as lost after whatever is being done for it, so after a hello. */
    @OnClose
    @NonBlocking
    void closed(WebSocketConnection socket) {
        PeerConnection peer = peer(socket);
        peer.gone();
        peer.then(() -> {
            peers.closed(peer);
            if (peer.isGreeted()) {
                orphans.lost(peer.id());
            }
        });
    }

    @OnError
    @NonBlocking
    void failed(Throwable failure, WebSocketConnection socket) {
        LOG.debug("a peer's connection failed", failure);
        peer(socket).badMessage("The connection failed.");
    }
}
