package p2p.cli.service;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.near.NearTrackers;
import p2p.cli.output.Output;
import p2p.peer.Settings;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Run the peer as a service. */
@Command(
        name = "up",
        description = "Run the peer as a service, until 'p2p down' or Ctrl-C.",
        footer = {"", "Example:", "  p2p up --trackers tracker_info.txt --detach"})
public final class Up implements Callable<Integer> {

    private static final String DETACH = "--detach";

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = "--listen",
            paramLabel = "IP:PORT",
            description = "Where others reach this peer; at all addresses when left out.")
    private @Nullable String listen;

    @Option(names = DETACH, description = "Run in the background; return when it is ready.")
    private boolean detach;

    @Mixin private StartOptions options;

    @Override
    public Integer call() {
        var launcher = (Launcher) spec.root().userObject();
        ServiceFolder home = launcher.home();
        Output output = launcher.output();
        if (!options.nameTrackers() && !home.knowsTrackers()) {
            throw ServiceFolder.noTracker(NearTrackers.find(NearTrackers.LONGEST));
        }
        home.create();
        HostPort address = listen == null ? null : StartOptions.address(listen);
        Settings settings = options.settings(home, address, null, launcher);
        if (!options.nameTrackers()) {
            home.overlooked(settings.trackers()).ifPresent(output::note);
        }
        ServiceFolder.warning(settings.trackers()).ifPresent(output::note);
        ServiceFolder.unreached(settings).ifPresent(output::note);
        if (detach) {
            String sentence = inBackground(launcher, address, settings.trackers());
            output.done(new Started(home.folder().toString()), sentence);
            return 0;
        }
        if (home.hasTracker()) {
            var own = new LocalTracker(launcher);
            if (settings.trackers().trackers().stream().anyMatch(own.entry()::isAt)) {
                resume(own, output);
            }
        }
        return PeerService.run(home, settings, output, () -> serve(home, output));
    }

    private static String inBackground(
            Launcher launcher, @Nullable HostPort address, TrackerList trackers) {
        List<String> own = launcher.arguments();
        List<String> words = own.stream().filter(word -> !word.equals(DETACH)).toList();
        var detached = new Detached(launcher.home());
        Optional<String> runs = detached.running(address, trackers);
        if (runs.isPresent()) {
            return runs.get();
        }
        try (var _ = Turn.at(launcher.home(), launcher.output())) {
            return detached.running(address, trackers)
                    .or(() -> detached.start(own, words))
                    .or(() -> detached.running(address, trackers))
                    .orElseThrow(() -> Service.notRunning(launcher.home().folder()));
        }
    }

    /** The peer waits for none of its trackers, and runs without it, too. */
    private static void resume(LocalTracker tracker, Output output) {
        try {
            tracker.start();
        } catch (Failure e) {
            output.note(e.getMessage());
        }
    }

    private static int serve(ServiceFolder home, Output output) {
        output.done(
                new Started(home.folder().toString()), "The p2p service runs on " + home.folder());
        Quarkus.waitForExit();
        return 0;
    }

    @RegisterForReflection
    private record Started(String home) {}
}
