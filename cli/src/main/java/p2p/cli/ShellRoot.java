package p2p.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import p2p.cli.control.Failure;
import p2p.cli.control.Passwords;
import p2p.cli.control.Service;
import p2p.cli.output.Look;
import p2p.cli.service.Background;
import p2p.cli.service.FirstStart;
import p2p.cli.service.ServiceFolder;
import p2p.cli.shell.Shell;
import p2p.protocol.TrackerList;
import picocli.CommandLine.Command;

/** The shell's commands, one a line. */
@Command(
        name = "",
        description = "Type a command, and 'help COMMAND' for more about it.",
        subcommands = Quit.class)
final class ShellRoot extends Root implements Callable<Integer> {

    private final P2p p2p;
    private final ServiceFolder home;
    private final Shell shell;

    ShellRoot(P2p p2p, ServiceFolder home, Shell shell) {
        super(p2p.out(), p2p.err(), p2p.json());
        this.p2p = p2p;
        this.home = home;
        this.shell = shell;
    }

    void quit() {
        shell.end();
    }

    @Override
    public Integer call() {
        throw Failure.usage("Which command? See 'help'.");
    }

    @Override
    Look look() {
        return shell.look(p2p.look());
    }

    @Override
    public String command(String words) {
        return words;
    }

    @Override
    public Service service() {
        return Service.on(home.folder()).telling(output()::note);
    }

    /** It is this process. */
    @Override
    public Service startedService() {
        return service();
    }

    @Override
    ServiceFolder home() {
        return home;
    }

    @Override
    Service begun(FirstStart options) {
        options.requireKnown(home);
        return service();
    }

    @Override
    Service begun(TrackerList.Entry tracker, FirstStart options) {
        Background.requireTracker(home, tracker);
        options.requireNoAuthorities();
        return service();
    }

    @Override
    public Map<String, String> environment() {
        return p2p.environment();
    }

    @Override
    public Passwords passwords() {
        return shell.passwords();
    }

    /** There is no other shell around this one that would know about the tilde. */
    @Override
    public Path path(String written) {
        return p2p.path(
                written.startsWith("~/")
                        ? System.getProperty("user.home") + written.substring(1)
                        : written);
    }

    @Override
    public Interruptible onInterrupt(Runnable action) {
        return shell.onInterrupt(action);
    }
}
