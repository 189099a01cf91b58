package p2p.peer.connection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import p2p.peer.disk.PeerHome;
import p2p.peer.disk.PrivateFile;
import p2p.protocol.peer.DeviceProof;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.SelfSignedCertificate;

/**
 * A peer's key and the certificate that it made of it. Others know it by its fingerprint alone, so
 * the certificate says nothing else that matters.
 */
public final class Identity {

    private static final String OWNER = "p2p peer";

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final Fingerprint fingerprint;

    private Identity(byte[] key, byte[] certificate) throws GeneralSecurityException {
        this.key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
        this.certificate =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(certificate));
        this.fingerprint = Fingerprint.of(certificate);
    }

    /** The identity that the folder holds, or a new one that is kept there. */
    public static Identity in(Path folder) throws IOException {
        Path file = folder.resolve(PeerHome.IDENTITY);
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            String pem = Files.readString(file, StandardCharsets.US_ASCII);
            return new Identity(section(pem, "PRIVATE KEY"), section(pem, "CERTIFICATE"));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    file + " is damaged; remove it, and a new identity will be made.", e);
        }
    }

    /** An identity that no file keeps. */
    public static Identity passing() {
        try {
            KeyPair pair = newPair();
            return new Identity(
                    pair.getPrivate().getEncoded(), SelfSignedCertificate.of(pair, OWNER));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /** Signs for whoever is to know that it comes from this peer. */
    public DeviceProof prove(String statement) {
        try {
            Signature signature = Signature.getInstance(DeviceProof.ALGORITHM);
            signature.initSign(key);
            signature.update(statement.getBytes(StandardCharsets.UTF_8));
            return new DeviceProof(certificate.getEncoded(), signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of ours can sign", e);
        }
    }

    public PrivateKey key() {
        return key;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    private static void create(Path file) throws GeneralSecurityException, IOException {
        KeyPair pair = newPair();
        String pem =
                pem("PRIVATE KEY", pair.getPrivate().getEncoded())
                        + pem("CERTIFICATE", SelfSignedCertificate.of(pair, OWNER));
        PrivateFile.write(file, pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String pem(String label, byte[] der) {
        Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, encoder.encodeToString(der), label);
    }

    private static byte[] section(String pem, String label) {
        Matcher matcher =
                Pattern.compile(
                                "-----BEGIN %s-----(.*?)-----END %s-----".formatted(label, label),
                                Pattern.DOTALL)
                        .matcher(pem);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + label);
        }
        return Base64.getMimeDecoder().decode(matcher.group(1));
    }
}
