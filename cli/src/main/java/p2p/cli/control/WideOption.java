package p2p.cli.control;

import p2p.cli.output.Output;
import picocli.CommandLine.Option;

/** The option of commands that list names, which a terminal may be too narrow for. */
public final class WideOption {

    @Option(names = "--wide", description = "Shorten nothing, however long the lines become.")
    private boolean wide;

    public Output of(Output output) {
        return wide ? output.withColumns(Integer.MAX_VALUE) : output;
    }
}
