package p2p.tracker.session;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.tracker.request.Source;
import p2p.tracker.request.TokenBuckets;

/**
 * Tries whether a peer can be reached where it says that it listens. It connects to nothing but the
 * address that the peer itself comes from, so that nobody has it knock at other people's doors.
 */
@ApplicationScoped
class CheckBack {

    private static final int TIMEOUT_MILLIS = 4000;
    private static final int MOST_AT_ONCE = 64;
    private static final int LOOKUP_MILLIS = 4000;
    private static final int LOOKUPS_AT_ONCE = 4;
    private static final int MOST_LOOKUPS = 1000;

    private static final int TRIES = 10;
    private static final int TRIES_OF_AN_ADDRESS = 100;

    private final boolean anywhere;
    private final TokenBuckets<Long> triesOf;
    private final TokenBuckets<String> triesFrom;
    private final TokenBuckets<Long> lookupsOf;
    private final VertxInternal vertx;
    private final NetClient plain;
    private final NetClient tls;
    private final ExecutorService lookups =
            new ThreadPoolExecutor(
                    LOOKUPS_AT_ONCE,
                    LOOKUPS_AT_ONCE,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(MOST_LOOKUPS),
                    Thread.ofPlatform().daemon().name("lookup-", 1).factory());
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    CheckBack(
            Vertx vertx,
            Clock clock,
            @ConfigProperty(name = "p2p.tracker.check-back", defaultValue = "source") String rule) {
        triesOf = new TokenBuckets<>(TRIES, Duration.ofSeconds(6), clock);
        triesFrom = new TokenBuckets<>(TRIES_OF_AN_ADDRESS, Duration.ofSeconds(1), clock);
        lookupsOf = new TokenBuckets<>(TRIES, Duration.ofSeconds(6), clock);
        anywhere = rule.equals("any");
        this.vertx = (VertxInternal) vertx;
        var options = new NetClientOptions().setConnectTimeout(TIMEOUT_MILLIS);
        plain = vertx.createNetClient(options);
        tls =
                vertx.createNetClient(
                        new NetClientOptions(options)
                                .setSsl(true)
                                .setTrustAll(true)
                                .setHostnameVerificationAlgorithm("")
                                .setSslHandshakeTimeout(TIMEOUT_MILLIS / 1000)
                                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3")));
    }

    void stop(@Observes ShutdownEvent stopping) {
        synchronized (waiting) {
            waiting.clear();
        }
        plain.close();
        tls.close();
        lookups.shutdownNow();
    }

    /** Where the peer is, as far as others are told, and why it is not even tried, if so. */
    record Address(HostPort contact, Optional<String> whyNot) {

        private static Address toTry(HostPort contact) {
            return new Address(contact, Optional.empty());
        }

        private static Address notToTry(HostPort contact, String whyNot) {
            return new Address(contact, Optional.of(whyNot));
        }
    }

    /**
     * Looks a name up where it has to, beside all other work: name servers may be slow. Where one
     * does not answer in time, the peer is taken to be where it comes from.
     */
    CompletableFuture<Address> address(HostPort listen, String source, long whose) {
        var ofSource = new HostPort(source, listen.port());
        if (isLiteral(listen.host())) {
            return completedFuture(compared(listen, ofSource));
        }
        var unanswered = Address.toTry(ofSource);
        if (lookupsOf.take(whose).isPositive()) {
            return completedFuture(unanswered);
        }
        try {
            return CompletableFuture.supplyAsync(() -> compared(listen, ofSource), lookups)
                    .completeOnTimeout(unanswered, LOOKUP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return completedFuture(unanswered);
        }
    }

    private static boolean isLiteral(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Address compared(HostPort listen, HostPort ofSource) {
        try {
            InetAddress from = InetAddress.ofLiteral(ofSource.host());
            List<InetAddress> said = List.of(InetAddress.getAllByName(listen.host()));
            if (said.contains(from) || said.stream().anyMatch(InetAddress::isAnyLocalAddress)) {
                return Address.toTry(ofSource);
            }
            if (anywhere) {
                return said.stream().anyMatch(Source::isWithin)
                        ? Address.notToTry(
                                ofSource,
                                "The peer says that it listens at %s, which is in a network of its own; let it name an address that others reach."
                                        .formatted(listen.host()))
                        : Address.toTry(
                                new HostPort(said.getFirst().getHostAddress(), listen.port()));
            }
            for (InetAddress address : said) {
                if (from.isLoopbackAddress() && isOfThisMachine(address)) {
                    return Address.toTry(new HostPort(address.getHostAddress(), listen.port()));
                }
            }
        } catch (IOException e) {
            return Address.notToTry(ofSource, "There is no address '" + listen.host() + "'.");
        }
        return Address.notToTry(
                ofSource,
                "The peer says that it listens at %s, but its connection comes from %s."
                        .formatted(listen.host(), ofSource.host()));
    }

    private static boolean isOfThisMachine(InetAddress address) throws IOException {
        return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    }

    /** Calls back, with a sentence that says why where the peer cannot be reached. */
    void check(PeerContact contact, String source, long whose, Consumer<Optional<String>> done) {
        if (!mayTry(Source.of(source), whose)) {
            done.accept(
                    Optional.of(
                            "The tracker has tried to reach you or others at your address very"
                                    + " often; it tries again in some seconds."));
            return;
        }
        synchronized (waiting) {
            waiting.add(
                    () -> vertx.createEventLoopContext().runOnContext(_ -> connect(contact, done)));
        }
        next();
    }

    private boolean mayTry(Source source, long whose) {
        return !triesOf.take(whose).isPositive()
                && (source.isThisMachine() || !triesFrom.take(source.network()).isPositive());
    }

    private void next() {
        Runnable check;
        synchronized (waiting) {
            if (underWay == MOST_AT_ONCE || waiting.isEmpty()) {
                return;
            }
            underWay++;
            check = waiting.remove();
        }
        check.run();
    }

    /** On the connection's own loop: a peer hangs up right after it has shown its certificate. */
    private void connect(PeerContact contact, Consumer<Optional<String>> done) {
        NetClient client = contact.encryption() == Encryption.ON ? tls : plain;
        client.connect(contact.address().port(), contact.address().host())
                .onComplete(connected -> {
                    Optional<String> whyNot =
                            connected.succeeded()
                                    ? whyWrong(connected.result(), contact)
                                    : Optional.of(
                                            "The tracker cannot connect to %s: %s."
                                                    .formatted(
                                                            contact.address(),
                                                            reason(connected.cause())));
                    if (connected.succeeded()) {
                        connected.result().close();
                    }
                    synchronized (waiting) {
                        underWay--;
                    }
                    done.accept(whyNot);
                    next();
                });
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case ConnectException e when String.valueOf(e.getMessage()).contains("timed out") ->
                    "there is no answer";
            case ConnectException _ -> "the connection is refused";
            case SSLException _ -> "it does not speak TLS 1.3";
            default -> "there is no answer";
        };
    }

    private static Optional<String> whyWrong(NetSocket socket, PeerContact contact) {
        if (contact.encryption() == Encryption.OFF) {
            return Optional.empty();
        }
        try {
            List<Certificate> shown = socket.peerCertificates();
            if (shown == null) {
                return Optional.of("The peer at " + contact.address() + " hung up at once.");
            }
            byte[] certificate = shown.getFirst().getEncoded();
            return Fingerprint.of(certificate).equals(contact.fingerprint())
                    ? Optional.empty()
                    : Optional.of(
                            "Another peer than this one listens at " + contact.address() + ".");
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            return Optional.of("The peer at " + contact.address() + " shows no certificate.");
        }
    }
}
