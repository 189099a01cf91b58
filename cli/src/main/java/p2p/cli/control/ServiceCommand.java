package p2p.cli.control;

import java.util.concurrent.Callable;
import p2p.cli.output.Output;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks the service for something and prints the answer. */
public abstract class ServiceCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Override
    public final Integer call() {
        surroundings().warning().ifPresent(surroundings().output()::note);
        return run(
                onlyLooks() ? surroundings().service() : surroundings().startedService(),
                surroundings().output());
    }

    /** Whether it is about what runs here alone, so that it starts nothing. */
    protected boolean onlyLooks() {
        return false;
    }

    /** Does the work and returns the exit code. */
    protected abstract int run(Service service, Output output);

    protected final Surroundings surroundings() {
        return (Surroundings) spec.root().userObject();
    }
}
