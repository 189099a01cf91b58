package p2p.peer.connection;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.net.Socket;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.X509ExtendedTrustManager;
import p2p.protocol.peer.Fingerprint;

/**
 * TLS 1.3 with a certificate on both sides. The handshake proves that the other side holds its
 * certificate's key; whose certificate it is, the fingerprint tells, and the caller compares it.
 */
public final class PeerTls {

    private static final List<String> SUITES =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256");

    private final SslContext client;
    private final SslContext server;
    private final Duration handshake;

    public PeerTls(Identity identity, Duration handshake) {
        this.handshake = handshake;
        PrivateKey key = identity.key();
        X509Certificate certificate = identity.certificate();
        client = context(SslContextBuilder.forClient().keyManager(key, certificate));
        server =
                context(
                        SslContextBuilder.forServer(key, certificate)
                                .clientAuth(ClientAuth.REQUIRE));
    }

    private static SslContext context(SslContextBuilder builder) {
        try {
            return builder.sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3")
                    .ciphers(SUITES)
                    .trustManager(new AnySelfMade())
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("every Java speaks TLS 1.3", e);
        }
    }

    public SslHandler client() {
        return handler(client);
    }

    public SslHandler server() {
        return handler(server);
    }

    private SslHandler handler(SslContext context) {
        SslHandler handler = context.newHandler(ByteBufAllocator.DEFAULT);
        handler.setHandshakeTimeoutMillis(handshake.toMillis());
        return handler;
    }

    /** Whose key the other side has proved to hold; empty before the end of the handshake. */
    static Optional<Fingerprint> proved(SslHandler handler) {
        try {
            return Optional.of(
                    Fingerprint.of(
                            handler.engine().getSession().getPeerCertificates()[0].getEncoded()));
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            return Optional.empty();
        }
    }

    /** Lets every certificate pass: who it is, is decided after the handshake. */
    private static final class AnySelfMade extends X509ExtendedTrustManager {

        private static void single(X509Certificate[] chain) throws CertificateException {
            if (chain.length != 1) {
                throw new CertificateException("a peer shows exactly one certificate");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            single(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            single(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            single(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            single(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            single(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            single(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
