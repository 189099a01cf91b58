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
    private final Map<String, Long> attached = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private int ended;
    private int mostConnections;
    private Thread thread;
    private volatile boolean over;

    Watch(Setting setting, History history) {
        people = setting.people;
        postgres = setting.postgres;
        this.history = history;
        growth = new Growth(setting.programs(), history);
    }

    void start() {
        thread = Thread.ofPlatform().daemon().start(this::look);
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
            owners.put(words[0], words[1]);
            if (words[2].equals("t")) {
                attached.put(words[0], now);
            }
        }
        for (String session : Set.copyOf(attached.keySet())) {
            if (!living.contains(session)) {
                long last = attached.remove(session);
                Duration away = Duration.ofNanos(now - last);
                String what =
                        "the session of %s ended %d s after it was last attached"
                                .formatted(owners.get(session), away.toSeconds());
                ended++;
                history.note(what);
                if (away.compareTo(LEAST) < 0 && !isByTheirOwnWord(last, owners.get(session))) {
                    history.wrong(what);
                }
            }
        }
    }

    private boolean isByTheirOwnWord(long nanos, String name) {
        return people.stream()
                .anyMatch(p -> p.name.equals(name) && p.hasChangedSessionSince(nanos));
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
