package p2p.tracker;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
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
@QuarkusMain
public final class TrackerMain {

    private static final int REFUSED = 1;
    private static final int WRONG_USAGE = 2;

    private TrackerMain() {}

    public static void main(String[] args) {
        try {
            switch (Arguments.parse(List.of(args))) {
                case Arguments.Help _ -> System.out.print(Arguments.USAGE);
                case Arguments.Version _ ->
                        System.out.println("p2p tracker " + ProgramVersion.CURRENT);
                case Arguments.Prepare prepare -> prepare(prepare, System.getenv());
                case Arguments.Admin admin -> admin(admin, System.getenv());
                case Arguments.Identity identity -> identity(identity, System.getenv());
                case Arguments.Keys keys -> keys(keys, System.getenv());
                case Arguments.Run run -> run(run, System.getenv());
            }
        } catch (Arguments.WrongUsage e) {
            fail(WRONG_USAGE, e.getMessage() + "\nSee 'tracker --help'.");
        } catch (TrackerList.BadTrackerList e) {
            fail(WRONG_USAGE, e.getMessage());
        } catch (Listening.Contradiction e) {
            fail(WRONG_USAGE, e.getMessage());
        } catch (DatabaseUnavailable
                | AdminCommand.NoSuchAccount
                | KeysCommand.Refused
                | KeySecrets.Unusable e) {
            fail(REFUSED, String.valueOf(e.getMessage()));
        }
    }

    private static void run(Arguments.Run run, Map<String, String> environment)
            throws TrackerList.BadTrackerList, Listening.Contradiction, DatabaseUnavailable {
        TrackerList.Entry tracker = tracker(run.trackerInfo(), run.number());
        Listening listening = Listening.of(tracker, environment);
        demandFree(listening.address());
        listening.operator().ifPresent(TrackerMain::demandFree);
        Path data = data(run.data(), environment);
        ownData(data, environment)
                .ifPresent(own -> System.setProperty("p2p.tracker.own-data", own.toString()));
        DatabaseLifetime.open(environment, data).forEach(System::setProperty);
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
        Quarkus.run(TrackerApplication.class, TrackerMain::ended);
    }

    private static TrackerList.Entry tracker(Path list, int number)
            throws TrackerList.BadTrackerList {
        var trackers = TrackerList.read(list).trackers();
        if (number < 1 || number > trackers.size()) {
            fail(
                    WRONG_USAGE,
                    "%s has no tracker %d; it names %d.".formatted(list, number, trackers.size()));
        }
        return trackers.get(number - 1);
    }

    private static void ended(int code, Throwable failure) {
        if (failure == null) {
            System.exit(code);
        }
        DatabaseLifetime.close();
        fail(REFUSED, "The tracker could not start: " + StartFailure.sentence(failure));
    }

    /** Asks before anything else is started; Quarkus would say it with a page of text. */
    private static void demandFree(HostPort address) {
        var wanted = new InetSocketAddress(address.host(), address.port());
        if (wanted.isUnresolved()) {
            fail(REFUSED, "The address " + address + " is not known on this machine.");
        }
        try (var socket = new ServerSocket()) {
            socket.bind(wanted);
        } catch (IOException e) {
            fail(REFUSED, "The tracker cannot listen at " + address + ": " + e.getMessage() + ".");
        }
    }

    private static void prepare(Arguments.Prepare prepare, Map<String, String> environment)
            throws DatabaseUnavailable {
        EmbeddedPostgres.prepare(data(prepare.data(), environment), environment);
    }

    private static void admin(Arguments.Admin admin, Map<String, String> environment)
            throws DatabaseUnavailable, AdminCommand.NoSuchAccount {
        try (Database database = existing(admin.data(), environment)) {
            List<String> said = AdminCommand.carryOut(admin, database);
            if (said.isEmpty()) {
                System.err.println("Nobody is an administrator; 'admin grant NAME' makes one.");
            }
            said.forEach(System.out::println);
        }
    }

    private static void identity(Arguments.Identity asked, Map<String, String> environment)
            throws TrackerList.BadTrackerList, DatabaseUnavailable {
        TrackerList.Entry tracker = tracker(asked.trackerInfo(), asked.number());
        try (Database database = existing(asked.data(), environment)) {
            System.out.println(IdentityCommand.line(tracker.address(), database));
        }
    }

    private static void keys(Arguments.Keys asked, Map<String, String> environment)
            throws DatabaseUnavailable, KeysCommand.Refused {
        Path data = data(asked.data(), environment);
        KeySecrets secrets = KeySecrets.of(environment, ownData(data, environment));
        try (Database database = existing(asked.data(), environment)) {
            System.out.println(KeysCommand.carryOut(asked.deed(), database, secrets));
        }
    }

    /** Where there is a database of its own. */
    private static Optional<Path> ownData(Path data, Map<String, String> environment) {
        return Optional.of(data).filter(_ -> Database.isOwn(environment));
    }

    private static Database existing(Optional<Path> named, Map<String, String> environment)
            throws DatabaseUnavailable {
        Path data = data(named, environment);
        if (Database.isOwn(environment) && !EmbeddedPostgres.isMadeIn(data)) {
            fail(
                    REFUSED,
                    "There is no tracker's data in %s; say where it is with --data, or name the database"
                                    .formatted(data)
                            + " by P2P_DB_URL as for the tracker.");
        }
        return Database.open(environment, data);
    }

    private static Path data(Optional<Path> named, Map<String, String> environment) {
        if (named.isPresent()) {
            return named.get();
        }
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        String shared = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base = shared.startsWith("/") ? Path.of(shared) : Path.of(home, ".local", "share");
        return base.resolve("p2p").resolve("tracker");
    }

    private static void fail(int code, String sentence) {
        System.err.println(sentence);
        System.exit(code);
    }
}
