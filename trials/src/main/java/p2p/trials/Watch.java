package p2p.trials;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import p2p.testkit.Patience;

/** Looks every second, while everything breaks, at what must not happen even then. */
final class Watch {

    private static final long EVERY_MILLIS = 1000;

    /** A session has 30 s to attach again; its tracker may have been silent for 8 s before. */
    private static final Duration LEAST = Duration.ofSeconds(20);

    private static final int MOST_CONNECTIONS = 22 * Setting.TRACKERS;

    private final List<Person> people;
    private final Postgres postgres;
    private final History history;
    private final Growth growth;
    private final Map<String, Attached> attached = new HashMap<>();
    private int ended;
    private int mostConnections;
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::look);
    private volatile boolean over;

    /** A session, when it was last attached. */
    private record Attached(String owner, long nanos) {}

    Watch(Setting setting, History history) {
        people = setting.people;
        postgres = setting.postgres;
        this.history = history;
        growth = new Growth(setting.programs(), history);
    }

    void start() {
        thread.start();
    }

    private void look() {
        while (!over) {
            try {
                growth.look();
                lookAtSessions();
                lookAtConnections();
            } catch (SQLException e) {
                history.note("the database cannot be looked at: " + e.getMessage());
            } catch (RuntimeException e) {
                history.wrong("the trial itself failed: " + e);
            }
            Patience.pause(EVERY_MILLIS);
        }
    }

    private void lookAtSessions() throws SQLException {
        long now = System.nanoTime();
        Set<String> living = new HashSet<>();
        for (String row :
                postgres.rows(
                        "select s.id, a.name, t.orphaned_at is null from session s"
                                + " join account a on a.id = s.account_id"
                                + " join attachment t on t.session_id = s.id")) {
            String[] words = row.split(" ");
            living.add(words[0]);
            if (words[2].equals("t")) {
                attached.put(words[0], new Attached(words[1], now));
            }
        }
        for (var session : Map.copyOf(attached).entrySet()) {
            if (!living.contains(session.getKey())) {
                attached.remove(session.getKey());
                Attached last = session.getValue();
                Duration away = Duration.ofNanos(now - last.nanos());
                String what =
                        "the session of %s ended %d s after it was last attached"
                                .formatted(last.owner(), away.toSeconds());
                ended++;
                history.note(what);
                if (away.compareTo(LEAST) < 0 && !isByTheirOwnWord(last)) {
                    history.wrong(what);
                }
            }
        }
    }

    private boolean isByTheirOwnWord(Attached last) {
        return people.stream()
                .anyMatch(
                        p -> p.name.equals(last.owner()) && p.hasChangedSessionSince(last.nanos()));
    }

    private void lookAtConnections() throws SQLException {
        int connections = postgres.connectionsOfTrackers();
        if (connections > MOST_CONNECTIONS && connections > mostConnections) {
            history.wrong("there are " + connections + " connections to PostgreSQL");
        }
        mostConnections = Math.max(mostConnections, connections);
    }

    void end() throws InterruptedException {
        over = true;
        thread.join();
        history.say(
                "sessions that ended: %d; most connections to PostgreSQL: %d"
                        .formatted(ended, mostConnections));
        growth.judge();
    }
}
