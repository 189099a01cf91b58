package p2p.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import p2p.cli.control.Failure;
import p2p.cli.output.Output;
import p2p.cli.service.PeerService;
import p2p.cli.service.ServiceFolder;
import p2p.cli.service.StartOptions;
import p2p.cli.shell.Shell;
import p2p.protocol.HostPort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Run a peer and a shell for it in one process. */
@Command(
        name = "client",
        description = "Run a peer on this address and read commands for it.",
        footer = {
            "",
            "Commands come from the keyboard, or one a line from a pipe; 'quit' ends both.",
            "From a pipe, the exit code is 1 where one of the commands was refused.",
            "",
            "Example:",
            "  p2p client 127.0.0.1:9909 tracker_info.txt"
        })
final class Client implements Callable<Integer> {

    @ParentCommand private P2p p2p;

    @Parameters(index = "0", paramLabel = "IP:PORT", description = "Where others reach this peer.")
    private String listen;

    @Parameters(
            index = "1..*",
            paramLabel = "TRACKERS",
            arity = "0..2",
            description = "The file with the trackers, as for --trackers.")
    private List<Path> trackers = List.of();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Mixin private StartOptions options;

    @Override
    public Integer call() {
        if (trackers.stream().distinct().count() > 1) {
            throw Failure.usage("The second file must be the first one again: " + trackers + ".");
        }
        HostPort address = StartOptions.address(listen);
        ServiceFolder home = p2p.home(address);
        home.create();
        Output output = p2p.output();
        var settings =
                options.settings(
                        home, address, trackers.isEmpty() ? null : trackers.getFirst(), p2p);
        ServiceFolder.warning(settings.trackers()).ifPresent(output::note);
        ServiceFolder.unreached(settings).ifPresent(output::note);
        return PeerService.run(home, settings, output, () -> shell(home));
    }

    private int shell(ServiceFolder home) {
        try (var shell = Shell.open(home.history())) {
            var root = new ShellRoot(p2p, home, shell);
            return shell.run(Execution.of(root), root);
        }
    }
}
