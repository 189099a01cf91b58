package p2p.peer.connection;

import io.netty.handler.ssl.SslHandler;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import p2p.protocol.peer.Fingerprint;

/**
 * TLS 1.3 with a certificate on both sides. The handshake proves that the other side holds its
 * certificate's key; whose certificate it is, the fingerprint tells, and the caller compares it.
 */
public final class PeerTls {

    private static final String[] PROTOCOLS = {"TLSv1.3"};
    private static final String[] SUITES = {
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
    };

    private final SSLContext context;
    private final Duration handshake;

    public PeerTls(Identity identity, Duration handshake) {
        this.handshake = handshake;
        try {
            context = SSLContext.getInstance("TLSv1.3");
            context.init(
                    new KeyManager[] {new OwnKey(identity)},
                    new TrustManager[] {new AnySelfMade()},
                    null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java speaks TLS 1.3", e);
        }
    }

    public SslHandler client() {
        return handler(true);
    }

    public SslHandler server() {
        return handler(false);
    }

    private SslHandler handler(boolean client) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(client);
        engine.setNeedClientAuth(!client);
        engine.setEnabledProtocols(PROTOCOLS);
        engine.setEnabledCipherSuites(SUITES);
        SslHandler handler = new SslHandler(engine);
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

    private static final class OwnKey extends X509ExtendedKeyManager {

        private static final String ALIAS = "own";

        private final Identity identity;

        OwnKey(Identity identity) {
            this.identity = identity;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseEngineClientAlias(
                String[] keyType, Principal[] issuers, SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseEngineServerAlias(
                String keyType, Principal[] issuers, SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {identity.certificate()};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.key();
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
