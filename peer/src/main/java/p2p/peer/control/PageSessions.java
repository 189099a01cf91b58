package p2p.peer.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which browsers are this user's: each has shown a word that only the user could ask for. All of it
 * is forgotten when the service ends.
 */
public final class PageSessions {

    static final Duration WORD_LASTS = Duration.ofMinutes(1);
    static final Duration UNUSED_LASTS = Duration.ofMinutes(30);
    static final int MOST = 8;

    private static final String HOST = "127.0.0.1:";
    private static final int WORD_BYTES = 16;
    private static final int SECRET_BYTES = 32;

    private final InstantSource clock;
    private final IntSupplier port;

    /** Until when a word opens the page; the oldest comes first. */
    private final Map<String, Instant> words = new LinkedHashMap<>();

    /** By name; the one that was not used for the longest time comes first. */
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    private record Session(String secret, Instant ends) {}

    /**
     * What a browser gets for a word. The name is part of the path that its cookie is for: a
     * browser would tell the cookie to any port of this host, whoever listens there, but the path
     * is known to nobody else.
     */
    record Opened(String name, String secret) {}

    /** The port is known once the service listens. */
    public PageSessions(InstantSource clock, IntSupplier port) {
        this.clock = clock;
        this.port = port;
    }

    /** The only {@code Host} that requests may name, so that no other name can be led here. */
    String host() {
        return HOST + port.getAsInt();
    }

    String origin() {
        return "http://" + host();
    }

    /** An address with a word that opens the page once; it makes way for newer ones. */
    synchronized OpenedPage newAddress() {
        String word = random(WORD_BYTES);
        Instant until = clock.instant().plus(WORD_LASTS);
        words.put(word, until);
        dropOldest(words);
        return new OpenedPage(origin() + OpeningResource.OPEN + "#" + word, until);
    }

    synchronized Optional<Opened> open(String word) {
        Instant until = words.remove(word);
        if (until == null || !clock.instant().isBefore(until)) {
            return Optional.empty();
        }
        var opened = new Opened(random(WORD_BYTES), random(SECRET_BYTES));
        keep(opened.name, opened.secret);
        dropOldest(sessions);
        return Optional.of(opened);
    }

    /** Whether this is the session's secret; a session that is used lives on. */
    synchronized boolean admits(String name, @Nullable String secret) {
        Session session = sessions.get(name);
        return session != null && secret != null && isEqual(session.secret, secret) && renews(name);
    }

    /** Whether the session lives, as it does for as long as its page is open. */
    synchronized boolean renews(String name) {
        Session session = sessions.remove(name);
        if (session == null || !clock.instant().isBefore(session.ends)) {
            return false;
        }
        keep(name, session.secret);
        return true;
    }

    private void keep(String name, String secret) {
        sessions.put(name, new Session(secret, clock.instant().plus(UNUSED_LASTS)));
    }

    private static void dropOldest(Map<String, ?> entries) {
        if (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    private static boolean isEqual(String secret, String shown) {
        return MessageDigest.isEqual(
                secret.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    /** Of a generator of its own, for a native program is built with this object in it. */
    private static String random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
