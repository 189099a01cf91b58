package p2p.peer.tracker;

import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import p2p.protocol.peer.Fingerprint;

/**
 * Believes who proves a key with the fingerprint that is expected, and nobody else; nothing else in
 * the certificate matters, nor does the address.
 */
final class IdentityTrust extends X509ExtendedTrustManager {

    /** In older versions a client has a say in what the key signs. */
    static final String TLS = "TLSv1.3";

    private final Optional<Fingerprint> expected;

    private IdentityTrust(Optional<Fingerprint> expected) {
        this.expected = expected;
    }

    static IdentityTrust expecting(Fingerprint identity) {
        return new IdentityTrust(Optional.of(identity));
    }

    /** For who only asks who it is. */
    static IdentityTrust ofWhomever() {
        return new IdentityTrust(Optional.empty());
    }

    /** The fingerprint of the key in the certificate that somebody shows. */
    static Fingerprint shown(Certificate certificate) {
        return Fingerprint.of(certificate.getPublicKey().getEncoded());
    }

    /** Whoever answers has another key. */
    static final class OtherIdentity extends CertificateException {

        private final String sentence;

        OtherIdentity(Fingerprint expected, Fingerprint shown) {
            super("another identity");
            sentence =
                    ("who answers has the identity %s and not %s: either somebody is between, or the"
                                    + " trackers have a new database. Nothing was said to it; who knows"
                                    + " from the trackers' operator that the new one is right writes it"
                                    + " behind the address, in the list or after --trackers")
                            .formatted(shown, expected);
        }

        @Override
        public String getMessage() {
            return sentence;
        }
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        Fingerprint shown = shown(chain[0]);
        if (expected.isPresent() && !shown.equals(expected.get())) {
            throw new OtherIdentity(expected.get(), shown);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw noClient();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        throw noClient();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        throw noClient();
    }

    private static CertificateException noClient() {
        return new CertificateException("a tracker is no client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
