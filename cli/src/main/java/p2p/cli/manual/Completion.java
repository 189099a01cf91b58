package p2p.cli.manual;

import java.util.concurrent.Callable;
import p2p.cli.control.Failure;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Print a completion script for a shell. */
@Command(
        name = "completion",
        description = "Print a completion script for bash, zsh or fish.",
        footer = {
            "",
            "Example:",
            "  p2p completion bash > ~/.local/share/bash-completion/completions/p2p"
        })
public final class Completion implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private String shell;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        root.getOut().print(script(shell, root));
        root.getOut().flush();
        return 0;
    }

    static String script(String shell, CommandLine root) {
        return switch (shell) {
            case "bash" -> AutoComplete.bash("p2p", root);
            case "zsh" -> ZshScript.of(root);
            case "fish" -> FishScript.of(root);
            default -> throw Failure.usage("The shell is bash, zsh or fish, not '" + shell + "'.");
        };
    }
}
