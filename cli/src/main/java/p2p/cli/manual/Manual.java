package p2p.cli.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import p2p.cli.control.Failure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Write the man pages and the completion scripts; the build calls it. */
@Command(
        name = "manual",
        hidden = true,
        description = "Write the man pages and the completion scripts into a folder.")
public final class Manual implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder.")
    private Path folder;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        try {
            Path man = Files.createDirectories(folder.resolve("man"));
            Files.writeString(man.resolve("p2p.1"), ManPage.of(root.getCommandSpec()));
            for (CommandSpec command : Commands.of(root)) {
                Files.writeString(man.resolve("p2p-" + command.name() + ".1"), ManPage.of(command));
            }
            Path scripts = Files.createDirectories(folder.resolve("completion"));
            Files.writeString(scripts.resolve("p2p.bash"), Completion.script("bash"));
            Files.writeString(scripts.resolve("_p2p"), Completion.script("zsh"));
            Files.writeString(scripts.resolve("p2p.fish"), Completion.script("fish"));
            return 0;
        } catch (IOException e) {
            throw Failure.refused("not-written", e.getMessage() + " cannot be written.");
        }
    }
}
