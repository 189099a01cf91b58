package p2p.cli.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import p2p.cli.control.Failure;
import p2p.cli.output.Output;
import p2p.peer.disk.DiskTrouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Have the system start the service at every log-in, or not any more. */
@Command(
        name = "service",
        description = "Have the system start the service at every log-in, or not any more.",
        footer = {
            "",
            "For systemd: writes a unit for this home, or removes it again.",
            "",
            "Example:",
            "  p2p service install"
        })
public final class AtLogIn implements Callable<Integer> {

    /** What bin/p2p calls itself, where it runs this for a JVM. */
    static final String PROGRAM = "p2p.program";

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "install|uninstall", description = "Which of the two.")
    private String action;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @RegisterForReflection
    private record Installed(String home, String unit, boolean installed, boolean running) {}

    @Override
    public Integer call() {
        var launcher = (Launcher) spec.root().userObject();
        if (!System.getProperty("os.name").equals("Linux")) {
            throw Failure.refused(
                    "no-systemd",
                    "This is for Linux with systemd; have your system run 'p2p up' at log-in.");
        }
        ServiceFolder home = launcher.home();
        Optional<Path> program = program();
        var unit =
                SystemdUnit.of(
                        home,
                        launcher.environment(),
                        program.orElseThrow(AtLogIn::unknown),
                        System.getProperty(PROGRAM) == null
                                ? Map.of()
                                : Map.of("JAVA_HOME", System.getProperty("java.home")));
        try {
            switch (action) {
                case "install" -> install(home, unit, launcher);
                case "uninstall" -> uninstall(home, unit, launcher);
                default -> throw Failure.usage("Say install or uninstall, not '" + action + "'.");
            }
            return 0;
        } catch (IOException e) {
            throw Failure.refused("disk", DiskTrouble.of(unit.file(), e).getMessage());
        }
    }

    private static Failure unknown() {
        return Failure.refused(
                "no-program", "Start this by bin/p2p, which the service is started by, too.");
    }

    /** The executable, or the script that runs it; none where somebody runs the JVM by hand. */
    private static Optional<Path> program() {
        String script = System.getProperty(PROGRAM);
        if (script != null) {
            return Optional.of(Path.of(script).toAbsolutePath());
        }
        return ProcessHandle.current()
                .info()
                .command()
                .map(Path::of)
                .filter(command -> !command.endsWith("java"));
    }

    private static void install(ServiceFolder home, SystemdUnit unit, Launcher launcher)
            throws IOException {
        if (!home.hasTrackers()) {
            throw Failure.usage(
                    "No tracker is known yet; name them once: p2p up --trackers tracker_info.txt"
                            + " --detach.");
        }
        var systemd = new Systemctl(launcher.environment());
        if (!systemd.isThere()) {
            throw Failure.refused(
                    "no-systemd",
                    "There is no systemctl, so no systemd that could start it; have whatever starts"
                            + " your programs at a log-in run 'p2p up --detach'.");
        }
        Output output = launcher.output();
        unit.write();
        boolean runs = new Detached(home).status().isPresent();
        Optional<String> trouble = systemd.told("daemon-reload");
        if (trouble.isEmpty() && !runs) {
            trouble = systemd.told("start", unit.name());
        }
        output.done(
                new Installed(
                        home.folder().toString(),
                        unit.file().toString(),
                        true,
                        runs || trouble.isEmpty()),
                "The p2p service on %s starts at every log-in from now on, by %s."
                        .formatted(home.folder(), unit.file()));
        output.nothing(
                trouble.map(
                                "Your systemd could not be told: %s. It looks at your next log-in."
                                        ::formatted)
                        .orElse(
                                runs
                                        ? "The one that runs now goes on as it is."
                                        : "It runs now; see 'systemctl --user status "
                                                + unit.name()
                                                + "'."));
        output.nothing(
                "To have it run while you are not logged in as well: loginctl enable-linger");
    }

    private static void uninstall(ServiceFolder home, SystemdUnit unit, Launcher launcher)
            throws IOException {
        Output output = launcher.output();
        var systemd = new Systemctl(launcher.environment());
        boolean wasThere = unit.isThere();
        boolean stopped = wasThere && systemd.told("stop", unit.name()).isEmpty();
        unit.remove();
        if (wasThere) {
            systemd.told("daemon-reload");
        }
        boolean runs = new Detached(home).status().isPresent();
        output.done(
                new Installed(home.folder().toString(), unit.file().toString(), false, runs),
                wasThere
                        ? "The p2p service on %s does not start at log-in any more; %s is gone."
                                .formatted(home.folder(), unit.file())
                        : "The p2p service on %s did not start at log-in; there was nothing to undo."
                                .formatted(home.folder()));
        if (runs) {
            output.nothing("It still runs; end it with 'p2p down'.");
        } else if (stopped) {
            output.nothing("It has ended.");
        }
    }
}
