package p2p.peer.tracker;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList.Entry;
import p2p.protocol.TrackerList.Protection;
import p2p.protocol.peer.Fingerprint;

/**
 * How a tracker is believed to be itself: one with an {@code https} address by the word of
 * authorities, one whose line names an identity by that.
 */
public final class TrackerTrust {

    private static final int LARGEST_FILE = 1 << 20;

    /** Where Debian and Alpine, Fedora and Red Hat, and SUSE keep the machine's authorities. */
    private static final List<Path> OF_THE_MACHINE =
            List.of(
                    Path.of("/etc/ssl/certs/ca-certificates.crt"),
                    Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
                    Path.of("/etc/ssl/ca-bundle.pem"));

    private final @Nullable String pinned;
    private @Nullable SSLContext byAuthorities;

    private TrackerTrust(@Nullable String pinned) {
        this.pinned = pinned;
    }

    /** The authorities of this machine, or those that Java brings where it has none. */
    public static TrackerTrust ofTheMachine() {
        return new TrackerTrust(null);
    }

    /** These authorities and no others. */
    public static TrackerTrust pinned(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException("it is too long for a file of certificates");
        }
        byte[] pem = Files.readAllBytes(file);
        try {
            var factory = CertificateFactory.getInstance("X.509");
            if (factory.generateCertificates(new ByteArrayInputStream(pem)).isEmpty()) {
                throw new IOException("there is no certificate in it");
            }
        } catch (CertificateException e) {
            throw new IOException("it is no file of certificates in PEM", e);
        }
        return new TrackerTrust(new String(pem, StandardCharsets.ISO_8859_1));
    }

    /** What {@link #pinned} read, to be kept. */
    public Optional<String> pem() {
        return Optional.ofNullable(pinned);
    }

    /**
     * For connections to those of the trackers that have this identity, or none. Reads no authority
     * where no tracker needs one; a machine has more than a hundred.
     */
    void applyTo(ClientOptionsBase options, Optional<Fingerprint> identity, List<Entry> trackers) {
        if (identity.isPresent()) {
            options.setTrustOptions(TrustOptions.wrap(IdentityTrust.expecting(identity.get())))
                    .setEnabledSecureTransportProtocols(Set.of(IdentityTrust.TLS));
            return;
        }
        if (trackers.stream().noneMatch(each -> each.protection() == Protection.AUTHORITIES)) {
            return;
        }
        if (pinned != null) {
            options.setTrustOptions(
                    new PemTrustOptions()
                            .addCertValue(
                                    Buffer.buffer(pinned, StandardCharsets.ISO_8859_1.name())));
        } else {
            machinesFile()
                    .map(file -> new PemTrustOptions().addCertPath(file.toString()))
                    .ifPresent(options::setTrustOptions);
        }
    }

    /** For a connection to this tracker that Vert.x does not make; it has begun to speak TLS. */
    public SSLSocket secured(Socket socket, Entry tracker) throws IOException {
        SSLContext context =
                tracker.identity().isPresent()
                        ? context(
                                new TrustManager[] {
                                    IdentityTrust.expecting(tracker.identity().get())
                                })
                        : byAuthorities();
        HostPort at = tracker.address();
        var secured =
                (SSLSocket)
                        context.getSocketFactory().createSocket(socket, at.host(), at.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        if (tracker.identity().isPresent()) {
            parameters.setProtocols(new String[] {IdentityTrust.TLS});
        } else {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** Read once, and only where a tracker needs them. */
    private synchronized SSLContext byAuthorities() throws IOException {
        SSLContext known = byAuthorities;
        if (known == null) {
            known = context(managers());
            byAuthorities = known;
        }
        return known;
    }

    private static SSLContext context(TrustManager[] managers) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("there is no TLS here", e);
        }
    }

    private TrustManager[] managers() throws IOException {
        try {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            int count = 0;
            for (Certificate each : authorities()) {
                authorities.setCertificateEntry("authority" + count++, each);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(count == 0 ? null : authorities);
            return trust.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException("the trackers' authorities cannot be read", e);
        }
    }

    /** None where those that Java brings are meant. */
    private Collection<? extends Certificate> authorities()
            throws IOException, CertificateException {
        var factory = CertificateFactory.getInstance("X.509");
        if (pinned != null) {
            return factory.generateCertificates(
                    new ByteArrayInputStream(pinned.getBytes(StandardCharsets.ISO_8859_1)));
        }
        Optional<Path> file = machinesFile();
        if (file.isEmpty()) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(file.get())) {
            return factory.generateCertificates(in);
        }
    }

    private static Optional<Path> machinesFile() {
        return OF_THE_MACHINE.stream().filter(Files::isReadable).findFirst();
    }

    static boolean isOtherIdentity(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IdentityTrust.OtherIdentity) {
                return true;
            }
        }
        return false;
    }

    /** Why a connection failed, in words for the person who may know what to do about it. */
    static String reason(Throwable failure) {
        boolean tls = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            tls |= cause instanceof SSLException;
            if (cause instanceof IdentityTrust.OtherIdentity other) {
                return other.getMessage();
            }
            if (cause instanceof CertificateExpiredException) {
                return "its certificate has expired";
            }
            if (cause instanceof CertPathBuilderException
                    || cause instanceof CertPathValidatorException) {
                return "its certificate is from no authority that this peer trusts;"
                        + " name the right one with --tracker-ca";
            }
            if (cause instanceof CertificateException && cause.getCause() == null) {
                return "its certificate is not for this address: " + cause.getMessage();
            }
        }
        return tls ? "it does not speak TLS as it should" : String.valueOf(failure.getMessage());
    }
}
