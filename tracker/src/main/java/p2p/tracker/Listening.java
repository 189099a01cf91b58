package p2p.tracker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;
import p2p.protocol.TrackerList.Protection;

/** Where and how this tracker listens, by its line of the list and by its environment. */
record Listening(
        HostPort address, Optional<HostPort> operator, Optional<Tls> tls, TrackerList.Entry line) {

    /** Files in PEM; they are read again when they change. */
    record Tls(Path certificate, Path key) {}

    private static final String HOST = "QUARKUS_HTTP_HOST";
    private static final String PORT = "QUARKUS_HTTP_PORT";
    private static final String OPERATOR = "P2P_OPERATOR_PORT";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String CERTIFICATE = "P2P_TLS_CERT";
    private static final String KEY = "P2P_TLS_KEY";
    private static final String LOOKED_AT_EVERY = "1M";

    /** What is wrong with the settings, as a sentence. */
    static final class Contradiction extends Exception {
        private final String sentence;

        Contradiction(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        @Override
        public String getMessage() {
            return sentence;
        }
    }

    static Listening of(TrackerList.Entry tracker, Map<String, String> environment)
            throws Contradiction {
        Optional<Tls> tls = tls(environment);
        boolean certified = tracker.protection() == Protection.AUTHORITIES;
        if (tls.isPresent() && !certified) {
            throw new Contradiction(
                    "Tracker %d has a certificate, so its line must be https://%s."
                            .formatted(tracker.number(), tracker.address()));
        }
        if (tls.isEmpty() && certified && environment.get(PORT) == null) {
            throw new Contradiction(
                    ("Tracker %d is reached by https. Name its certificate and its key with %s and"
                                    + " %s; or, where a proxy has them, say with %s where the"
                                    + " tracker is to listen itself.")
                            .formatted(tracker.number(), CERTIFICATE, KEY, PORT));
        }
        HostPort address = address(tracker, environment);
        Optional<HostPort> operator = operator(environment);
        if (operator.filter(own -> own.port() == address.port()).isPresent()) {
            throw new Contradiction(
                    "%s is %d, where the tracker itself listens; name another port."
                            .formatted(OPERATOR, address.port()));
        }
        return new Listening(address, operator, tls, tracker);
    }

    /**
     * Where the operator alone is answered: on this machine, unless the setting names an address.
     */
    private static Optional<HostPort> operator(Map<String, String> environment)
            throws Contradiction {
        String value = environment.getOrDefault(OPERATOR, "");
        if (value.isBlank()) {
            return Optional.empty();
        }
        try {
            var own = HostPort.parse(value.contains(":") ? value : LOOPBACK + ":" + value);
            if (own.port() > 0) {
                return Optional.of(own);
            }
        } catch (IllegalArgumentException e) {
            // Said below, as where it is 0.
        }
        throw new Contradiction(
                "%s is a port, or ADDRESS:PORT, not '%s'.".formatted(OPERATOR, value));
    }

    private static Optional<Tls> tls(Map<String, String> environment) throws Contradiction {
        if (environment.get(CERTIFICATE) == null && environment.get(KEY) == null) {
            return Optional.empty();
        }
        return Optional.of(new Tls(file(CERTIFICATE, environment), file(KEY, environment)));
    }

    private static Path file(String name, Map<String, String> environment) throws Contradiction {
        String value = environment.get(name);
        if (value == null) {
            throw new Contradiction("A certificate and its key go together: set " + name + " too.");
        }
        Path file = Path.of(value).toAbsolutePath();
        if (!Files.isReadable(file)) {
            throw new Contradiction("The file " + file + " of " + name + " cannot be read.");
        }
        return file;
    }

    /** The line's own address, unless it is one that only others see: a proxy's, a service's. */
    private static HostPort address(TrackerList.Entry tracker, Map<String, String> environment)
            throws Contradiction {
        String host = environment.get(HOST);
        String port = environment.get(PORT);
        try {
            return new HostPort(
                    host == null ? tracker.address().host() : host,
                    port == null ? tracker.address().port() : Integer.parseInt(port));
        } catch (IllegalArgumentException e) {
            throw new Contradiction(HOST + " or " + PORT + " is wrong: " + e.getMessage() + ".");
        }
    }

    /** Who came here directly would go past the proxy that has the certificate. */
    private boolean isPastAProxy() {
        return line.protection() == Protection.AUTHORITIES && tls.isEmpty();
    }

    Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        String port = String.valueOf(address.port());
        settings.put("quarkus.http.host", address.host());
        settings.put("quarkus.http.port", port);
        operator.ifPresent(own -> {
            settings.put("quarkus.management.host-enabled", "true");
            settings.put("quarkus.management.host", own.host());
            settings.put("quarkus.management.port", String.valueOf(own.port()));
        });
        if (isPastAProxy()) {
            settings.put("p2p.announce", "off");
        }
        if (line.protection() == Protection.IDENTITY) {
            settings.put("p2p.tracker.known-by-identity", "true");
            line.identity().ifPresent(known -> settings.put("p2p.tracker.identity", known.hex()));
        }
        tls.ifPresent(files -> {
            settings.put("quarkus.http.ssl-port", port);
            settings.put("quarkus.http.insecure-requests", "disabled");
            settings.put("quarkus.http.tls-configuration-name", "tracker");
            settings.put("quarkus.tls.tracker.reload-period", LOOKED_AT_EVERY);
            settings.put(
                    "quarkus.tls.tracker.key-store.pem.0.cert", files.certificate().toString());
            settings.put("quarkus.tls.tracker.key-store.pem.0.key", files.key().toString());
        });
        return settings;
    }
}
