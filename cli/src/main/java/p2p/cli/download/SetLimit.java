package p2p.cli.download;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Amounts;
import p2p.cli.output.Output;
import p2p.peer.rate.RateLimits;
import p2p.peer.rate.TimedLimit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Limit how fast this peer sends and takes in; without options, show the limits. */
@Command(
        name = "set_limit",
        aliases = "set-limit",
        description =
                "Limit how fast this peer sends and takes in; without options, show the limits.",
        footer = {
            "",
            "--between is for a part of each day, which may go over midnight; what is said",
            "without it holds at all other times. They are of the time zone in which the",
            "service was started.",
            "",
            "Example:",
            "  p2p set_limit --up 50MiB --down 0",
            "  p2p set_limit --up 1MiB --between 08:00-18:00"
        })
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

    @Option(
            names = "--between",
            paramLabel = "TIMES",
            description = "Only then, each day, as 08:00-18:00.")
    private @Nullable String between;

    @Option(names = "--at-all-times", description = "Forget what was said for times of the day.")
    private boolean atAllTimes;

    @Override
    protected boolean onlyLooks() {
        return up == null && down == null && between == null && !atAllTimes;
    }

    @Override
    protected int run(Service service, Output output) {
        RateLimits before = service.run(Call.get("limits"), RateLimits.class);
        RateLimits limits = between == null ? everyTime(before) : timed(before, between);
        if (!limits.equals(before)) {
            service.run(Call.put("limits").body(limits));
        }
        output.done(limits, sentence(limits));
        return 0;
    }

    private RateLimits everyTime(RateLimits before) {
        return new RateLimits(
                rate(up, before.up()),
                rate(down, before.down()),
                atAllTimes ? List.of() : before.timed());
    }

    private RateLimits timed(RateLimits before, String times) {
        if (!TimedLimit.isTime(times) || atAllTimes || (up == null && down == null)) {
            throw Failure.usage(
                    "--between takes two times of the day, as 08:00-18:00, with --up or --down.");
        }
        return before.with(new TimedLimit(times, optional(up), optional(down)));
    }

    private static @Nullable Long optional(@Nullable String written) {
        return written == null ? null : rate(written, 0);
    }

    private static String sentence(RateLimits limits) {
        var sentence = new StringBuilder("Limits: ");
        sentence.append(shown(limits.up(), limits.down()));
        for (TimedLimit each : limits.times()) {
            sentence.append("; between ")
                    .append(each.between().replace("-", " and "))
                    .append(' ')
                    .append(shown(each.up(), each.down()));
        }
        return sentence.append('.').toString();
    }

    private static String shown(@Nullable Long up, @Nullable Long down) {
        return Stream.of(part("up", up), part("down", down))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> part(String direction, @Nullable Long rate) {
        return rate == null ? Optional.empty() : Optional.of(direction + " " + shown(rate));
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
