package p2p.tracker;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;
import p2p.tracker.cluster.ProgramVersion;
import p2p.tracker.postgres.DatabaseUnavailable;
import p2p.tracker.postgres.EmbeddedPostgres;
import p2p.tracker.secret.KeySecrets;
import p2p.tracker.store.Database;

/** Checks what it was asked for, has a database ready, and then lets Quarkus run the tracker. */
final class TrackerProgram {

    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int WRONG_USAGE = 2;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    TrackerProgram(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** The exit code; a tracker that runs ends the process itself. */
    int run(List<String> words) {
        try {
            switch (Arguments.parse(words)) {
                case Arguments.Help _ -> out.print(Arguments.USAGE);
                case Arguments.Version _ -> out.println("p2p tracker " + ProgramVersion.CURRENT);
                case Arguments.Prepare prepare ->
                        EmbeddedPostgres.prepare(data(prepare.data()), environment);
                case Arguments.Admin admin -> admin(admin);
                case Arguments.Identity identity -> identity(identity);
                case Arguments.Keys keys -> keys(keys);
                case Arguments.Run run -> start(run);
            }
            return DONE;
        } catch (Arguments.WrongUsage e) {
            return fail(WRONG_USAGE, e.getMessage() + "\nSee 'tracker --help'.");
        } catch (TrackerList.BadTrackerList | Listening.Contradiction | NoSuchTracker e) {
            return fail(WRONG_USAGE, String.valueOf(e.getMessage()));
        } catch (DatabaseUnavailable
                | AdminCommand.NoSuchAccount
                | Refused
                | KeySecrets.Unusable e) {
            return fail(REFUSED, String.valueOf(e.getMessage()));
        }
    }

    private int fail(int code, String sentence) {
        err.println(sentence);
        return code;
    }

    /** Its message is a sentence. */
    private static final class NoSuchTracker extends Exception {
        private NoSuchTracker(Path list, int number, int all) {
            super("%s has no tracker %d; it names %d.".formatted(list, number, all));
        }
    }

    private void start(Arguments.Run run)
            throws TrackerList.BadTrackerList,
                    NoSuchTracker,
                    Listening.Contradiction,
                    DatabaseUnavailable,
                    Refused {
        TrackerList.Entry tracker = tracker(run.trackerInfo(), run.number());
        Listening listening = Listening.of(tracker, environment);
        demandFree(listening.address());
        if (listening.operator().isPresent()) {
            demandFree(listening.operator().get());
        }
        Path data = data(run.data());
        Map<String, String> database = DatabaseLifetime.open(environment, data);
        ownData(data).ifPresent(own -> System.setProperty("p2p.tracker.own-data", own.toString()));
        database.forEach(System::setProperty);
        listening.settings().forEach(System::setProperty);
        System.setProperty("p2p.tracker.number", String.valueOf(run.number()));
        System.setProperty("p2p.tracker.address", tracker.address().toString());
        listening
                .operator()
                .ifPresent(own -> System.setProperty("p2p.tracker.operator", own.toString()));
        if ("json".equals(environment.get("P2P_LOG"))) {
            System.setProperty("quarkus.log.console.json.enabled", "true");
        }
        // Netty looks for the door once, when the first server listens, whichever that is.
        System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
        DatabaseLifetime.handOver();
        Quarkus.run(TrackerApplication.class, this::ended);
    }

    private static TrackerList.Entry tracker(Path list, int number)
            throws TrackerList.BadTrackerList, NoSuchTracker {
        var trackers = TrackerList.read(list).trackers();
        if (number < 1 || number > trackers.size()) {
            throw new NoSuchTracker(list, number, trackers.size());
        }
        return trackers.get(number - 1);
    }

    private void ended(int code, Throwable failure) {
        if (failure == null) {
            System.exit(code);
        }
        DatabaseLifetime.close();
        System.exit(
                fail(REFUSED, "The tracker could not start: " + StartFailure.sentence(failure)));
    }

    /** Asks before anything else is started; Quarkus would say it with a page of text. */
    private static void demandFree(HostPort address) throws Refused {
        var wanted = new InetSocketAddress(address.host(), address.port());
        if (wanted.isUnresolved()) {
            throw new Refused("The address " + address + " is not known on this machine.");
        }
        try (var socket = new ServerSocket()) {
            socket.bind(wanted);
        } catch (IOException e) {
            throw new Refused(
                    "The tracker cannot listen at " + address + ": " + e.getMessage() + ".");
        }
    }

    private void admin(Arguments.Admin admin)
            throws DatabaseUnavailable, AdminCommand.NoSuchAccount, Refused {
        try (Database database = existing(admin.data())) {
            List<String> said = AdminCommand.carryOut(admin, database);
            if (said.isEmpty()) {
                err.println("Nobody is an administrator; 'admin grant NAME' makes one.");
            }
            said.forEach(out::println);
        }
    }

    private void identity(Arguments.Identity asked)
            throws TrackerList.BadTrackerList, NoSuchTracker, DatabaseUnavailable, Refused {
        TrackerList.Entry tracker = tracker(asked.trackerInfo(), asked.number());
        try (Database database = existing(asked.data())) {
            out.println(IdentityCommand.line(tracker.address(), database));
        }
    }

    private void keys(Arguments.Keys asked) throws DatabaseUnavailable, Refused {
        KeySecrets secrets = KeySecrets.of(environment, ownData(data(asked.data())));
        try (Database database = existing(asked.data())) {
            out.println(KeysCommand.carryOut(asked.deed(), database, secrets));
        }
    }

    /** Where there is a database of its own. */
    private Optional<Path> ownData(Path data) {
        return Optional.of(data).filter(_ -> Database.isOwn(environment));
    }

    private Database existing(Optional<Path> named) throws DatabaseUnavailable, Refused {
        Path data = data(named);
        if (Database.isOwn(environment) && !EmbeddedPostgres.isMadeIn(data)) {
            throw new Refused(
                    "There is no tracker's data in %s; say where it is with --data, or name the database"
                                    .formatted(data)
                            + " by P2P_DB_URL as for the tracker.");
        }
        return Database.open(environment, data);
    }

    private Path data(Optional<Path> named) {
        if (named.isPresent()) {
            return named.get();
        }
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        String shared = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base = shared.startsWith("/") ? Path.of(shared) : Path.of(home, ".local", "share");
        return base.resolve("p2p").resolve("tracker");
    }
}
