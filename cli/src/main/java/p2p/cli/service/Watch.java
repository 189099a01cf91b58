package p2p.cli.service;

import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.peer.event.EventBatch;
import p2p.peer.event.PeerEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Show events as they come. */
@Command(
        name = "watch",
        description = "Show events as they come, until Ctrl-C.",
        footer = {"", "Example:", "  p2p watch"})
public final class Watch extends ServiceCommand {

    private static final long LONGEST_WAIT_SECONDS = 20;

    @Option(names = "--seconds", paramLabel = "N", description = "End after so many seconds.")
    private @Nullable Long seconds;

    @Override
    protected int run(Service service, Output output) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds == null ? 0 : seconds).toNanos();
        var interrupted = new AtomicBoolean();
        long last = service.run(Call.get("events"), EventBatch.class).last();
        try (var _ = surroundings().onInterrupt(() -> interrupted.set(true))) {
            while (!interrupted.get()) {
                long left = secondsUntil(end);
                if (left <= 0) {
                    break;
                }
                Call call = Call.get("events").with("after", last).with("wait", left);
                EventBatch batch = service.run(call, EventBatch.class);
                batch.events().forEach(event -> output.done(event, line(event)));
                last = batch.last();
            }
        }
        return 0;
    }

    private long secondsUntil(long end) {
        if (seconds == null) {
            return LONGEST_WAIT_SECONDS;
        }
        long left = Duration.ofNanos(end - System.nanoTime() + 999_999_999).toSeconds();
        return Math.min(LONGEST_WAIT_SECONDS, left);
    }

    private static String line(PeerEvent event) {
        var time = event.time().atZone(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
        return time.toLocalTime() + "  " + event.text();
    }
}
