package p2p.cli.download;

import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Amounts;
import p2p.cli.output.Output;
import p2p.peer.rate.RateLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Limit how fast this peer sends and takes in; without options, show the limits. */
@Command(
        name = "set_limit",
        aliases = "set-limit",
        description =
                "Limit how fast this peer sends and takes in; without options, show the limits.",
        footer = {"", "Example:", "  p2p set_limit --up 50MiB --down 0"})
public final class SetLimit extends ServiceCommand {

    @Option(
            names = "--up",
            paramLabel = "RATE",
            description = "Bytes a second, such as 50MiB; 0 for no limit.")
    private @Nullable String up;

    @Option(
            names = "--down",
            paramLabel = "RATE",
            description = "Bytes a second, such as 400KiB; 0 for no limit.")
    private @Nullable String down;

    @Override
    protected int run(Service service, Output output) {
        RateLimits limits = service.run(Call.get("limits"), RateLimits.class);
        if (up != null || down != null) {
            limits = new RateLimits(rate(up, limits.up()), rate(down, limits.down()));
            service.run(Call.put("limits").body(limits));
        }
        output.done(
                limits,
                "Limits: up " + shown(limits.up()) + ", down " + shown(limits.down()) + ".");
        return 0;
    }

    private static long rate(@Nullable String written, long otherwise) {
        try {
            return written == null ? otherwise : Amounts.parseRate(written);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(e.getMessage() + ".");
        }
    }

    private static String shown(long rate) {
        return rate == 0 ? "none" : Amounts.rate(rate);
    }
}
