package p2p.peer.tracker;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.PemTrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import p2p.protocol.TrackerList.Entry;

/** By whose word a tracker with an {@code https} address is believed to be itself. */
public final class TrackerTrust {

    private static final int LARGEST_FILE = 1 << 20;

    /** Where Debian and Alpine, Fedora and Red Hat, and SUSE keep the machine's authorities. */
    private static final List<Path> OF_THE_MACHINE =
            List.of(
                    Path.of("/etc/ssl/certs/ca-certificates.crt"),
                    Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
                    Path.of("/etc/ssl/ca-bundle.pem"));

    private final @Nullable String pinned;

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

    /** Reads no authority where no tracker needs one; a machine has more than a hundred. */
    void applyTo(ClientOptionsBase options, List<Entry> trackers) {
        if (trackers.stream().noneMatch(Entry::secure)) {
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

    /** For a connection that Vert.x does not make. */
    public SSLContext context() throws IOException {
        try {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            int count = 0;
            for (Certificate each : authorities()) {
                authorities.setCertificateEntry("authority" + count++, each);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(count == 0 ? null : authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
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

    /** Why a connection failed, in words for the person who may know what to do about it. */
    static String reason(Throwable failure) {
        boolean tls = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            tls |= cause instanceof SSLException;
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
