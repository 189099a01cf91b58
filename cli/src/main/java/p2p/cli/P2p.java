package p2p.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Passwords;
import p2p.cli.control.Service;
import p2p.cli.manual.Completion;
import p2p.cli.manual.Manual;
import p2p.cli.output.Look;
import p2p.cli.service.AtLogIn;
import p2p.cli.service.Background;
import p2p.cli.service.Down;
import p2p.cli.service.FirstStart;
import p2p.cli.service.Launcher;
import p2p.cli.service.LocalTracker;
import p2p.cli.service.ServiceFolder;
import p2p.cli.service.Up;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program: one command a process. */
@Command(
        name = "p2p",
        description = "Moves large files between the machines of people who work in groups.",
        versionProvider = Version.class,
        subcommands = {
            Up.class,
            Down.class,
            AtLogIn.class,
            Client.class,
            Completion.class,
            Manual.class,
            CompleteWords.class
        },
        footer = {
            "",
            "Without a command it says where you stand, and what you could do next.",
            "What needs the service starts it again where it has run before.",
            "",
            "Exit codes: 0 done, 1 refused, 2 wrong usage, 3 nobody reachable.",
            "",
            "Example:",
            "  p2p up --trackers tracker_info.txt --detach",
            "  p2p login alice",
            "  p2p list_groups"
        })
final class P2p extends Root implements Launcher, Callable<Integer> {

    private final List<String> arguments;
    private final Map<String, String> environment;
    private final Look look;

    @Option(
            names = "--home",
            scope = CommandLine.ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "The peer's folder; P2P_HOME or ~/.local/share/p2p when left out.")
    private @Nullable Path home;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    P2p(
            PrintStream out,
            PrintStream err,
            Look look,
            List<String> arguments,
            Map<String, String> environment) {
        super(out, err, false);
        this.look = look;
        this.arguments = arguments;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        warning().ifPresent(output()::note);
        Optional<String> tracker = new LocalTracker(this).runsHere();
        return new Overview(home(), output(), this::command, tracker).say();
    }

    @Override
    public String command(String words) {
        return home == null ? "p2p " + words : "p2p --home " + Overview.quoted(home) + " " + words;
    }

    @Override
    Look look() {
        return look;
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public List<String> arguments() {
        return arguments;
    }

    @Override
    public ServiceFolder home() {
        return ServiceFolder.of(home, environment);
    }

    /** The folder that a command line names, else that of this process. */
    ServiceFolder home(@Nullable Path named) {
        return ServiceFolder.of(named == null ? home : named, environment);
    }

    @Override
    public ServiceFolder home(HostPort listen) {
        return ServiceFolder.of(home, environment, listen);
    }

    @Override
    public Service service() {
        return Service.on(home().folder()).telling(output()::note);
    }

    @Override
    public Service startedService() {
        return Service.isThere(home().folder()) ? service() : new Background(this).again();
    }

    @Override
    Service begun(FirstStart options) {
        return new Background(this).running(options);
    }

    @Override
    Service begun(TrackerList.Entry tracker, FirstStart options) {
        return new Background(this).running(tracker, options);
    }

    @Override
    public Passwords passwords() {
        return new ConsolePasswords(err());
    }

    @Override
    public Path path(String written) {
        return Path.of(written).toAbsolutePath().normalize();
    }

    /** The process ends by the signal, as others do; the action is its last word. */
    @Override
    public Interruptible onInterrupt(Runnable action) {
        return LastWord.is(action);
    }
}
