package p2p.peer.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.peer.connection.ConnectionListener;
import p2p.peer.connection.FramedConnection;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.wire.Frame;
import p2p.protocol.wire.Side;

/** Sees whether a seeder answers at an address, and how soon; says nothing to it. */
public final class Knock implements ConnectionListener {

    private static final long PATIENCE_MILLIS = 4000;

    private final PeerContact contact;
    private final Promise<Duration> answer = Promise.promise();
    private final long begun = System.nanoTime();
    private volatile @Nullable FramedConnection connection;

    private Knock(PeerContact contact) {
        this.contact = contact;
    }

    public static Future<Duration> at(
            FetchResources resources, PeerContact contact, HostPort address) {
        var knock = new Knock(contact);
        resources
                .client()
                .connect(
                        address.port(),
                        address.host(),
                        connected -> {
                            if (connected.failed()) {
                                knock.answer.tryFail("Nobody answers there.");
                            } else {
                                knock.open(resources, connected.result());
                            }
                        });
        long late = resources.vertx().setTimer(PATIENCE_MILLIS, _ -> knock.giveUp());
        return knock.answer.future().onComplete(_ -> resources.vertx().cancelTimer(late));
    }

    private void giveUp() {
        answer.tryFail("Nobody answers there in time.");
        FramedConnection opened = connection;
        if (opened != null) {
            opened.close("It does not answer.");
        }
    }

    private void open(FetchResources resources, NetSocket socket) {
        SslHandler tls = contact.encryption() == Encryption.ON ? resources.tls().client() : null;
        var opened = new FramedConnection(socket, Side.SEEDER, tls, this);
        connection = opened;
        opened.whenReady(() -> answered(opened));
    }

    private void answered(FramedConnection opened) {
        long took = System.nanoTime() - begun;
        if (opened.isEncrypted() && !opened.proved().equals(Optional.of(contact.fingerprint()))) {
            answer.tryFail("Another peer answers there.");
        } else {
            answer.tryComplete(Duration.ofNanos(took));
        }
        opened.close("It has answered.");
    }

    @Override
    public void frame(Frame frame) {
        // It was only to be seen whether it is there.
    }

    @Override
    public void payload(ByteBuf owner, ByteBuffer payload) {
        // Nothing was asked for.
    }

    @Override
    public void closed(String reason) {
        answer.tryFail(reason);
    }
}
