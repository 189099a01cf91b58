package p2p.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** End the shell and its peer. */
@Command(name = "quit", aliases = "exit", description = "End the shell and its peer.")
final class Quit implements Callable<Integer> {

    @ParentCommand private ShellRoot shell;

    @Override
    public Integer call() {
        shell.quit();
        return 0;
    }
}
