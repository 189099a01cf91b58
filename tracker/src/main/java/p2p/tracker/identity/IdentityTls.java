package p2p.tracker.identity;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Set;
import p2p.protocol.peer.SelfSignedCertificate;

/**
 * Has the tracker speak TLS with a certificate of its identity's key, where it is known by that.
 */
@ApplicationScoped
class IdentityTls implements HttpServerOptionsCustomizer {

    private static final String OWNER = "p2p tracker";

    /** In others a client has a say in what the key signs. */
    private static final String VERSION = "TLSv1.3";

    private final TrackerIdentity identity;

    IdentityTls(TrackerIdentity identity) {
        this.identity = identity;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        if (identity.shown().isEmpty()) {
            return;
        }
        KeyPair pair = identity.key().pair();
        try {
            options.setSsl(true)
                    .setEnabledSecureTransportProtocols(Set.of(VERSION))
                    .setKeyCertOptions(
                            new PemKeyCertOptions()
                                    .addKeyValue(pem("PRIVATE KEY", pair.getPrivate().getEncoded()))
                                    .addCertValue(
                                            pem(
                                                    "CERTIFICATE",
                                                    SelfSignedCertificate.of(pair, OWNER))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of ours can sign", e);
        }
    }

    private static Buffer pem(String label, byte[] der) {
        return Buffer.buffer(
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(label, Base64.getMimeEncoder().encodeToString(der), label));
    }
}
