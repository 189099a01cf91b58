package p2p.peer.tracker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Fingerprint;

/** A tracker says who it is to somebody who does not know yet, and says nothing else to it. */
public final class Introduction {

    private static final int PATIENCE_MILLIS = 5_000;

    private Introduction() {}

    /** The key that it has proved; the message of a failure says why there is none. */
    public static Fingerprint of(HostPort tracker) throws IOException {
        try (var socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(tracker.host(), tracker.port()), PATIENCE_MILLIS);
            SSLContext context = SSLContext.getInstance(IdentityTrust.TLS);
            context.init(null, new TrustManager[] {IdentityTrust.ofWhomever()}, null);
            try (var secured =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(socket, tracker.host(), tracker.port(), true)) {
                secured.setEnabledProtocols(new String[] {IdentityTrust.TLS});
                secured.startHandshake();
                return IdentityTrust.shown(secured.getSession().getPeerCertificates()[0]);
            }
        } catch (SSLException e) {
            throw new IOException(
                    "it does not speak TLS 1.3 as it should: its program is of before, or its operator"
                            + " has it speak without, or somebody is between; ask who runs it",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IOException("there is no TLS here", e);
        }
    }
}
