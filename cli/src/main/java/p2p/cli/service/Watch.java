package p2p.cli.service;

import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.peer.PeerStatus;
import p2p.peer.event.EventBatch;
import p2p.peer.event.PeerEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Show events as they come. */
@Command(
        name = "watch",
        description = "Show events as they come, until Ctrl-C.",
        footer = {
            "",
            "With --notify the desktop shows what is worth looking up for: a download is complete,",
            "somebody asks to join a group of yours, there is a new version of something.",
            "",
            "Example:",
            "  p2p watch --notify"
        })
public final class Watch extends ServiceCommand {

    /** Ctrl-C is looked at in between; what happens meanwhile comes at once. */
    private static final long LONGEST_WAIT_SECONDS = 1;

    @Option(names = "--seconds", paramLabel = "N", description = "End after so many seconds.")
    private @Nullable Long seconds;

    @Option(names = "--notify", description = "Show what matters on the desktop, too.")
    private boolean notify;

    @Override
    protected boolean onlyLooks() {
        return true;
    }

    @Override
    protected int run(Service service, Output output) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds == null ? 0 : seconds).toNanos();
        var interrupted = new AtomicBoolean();
        Optional<DesktopNotices> notices =
                notify
                        ? Optional.of(DesktopNotices.of(surroundings().environment()))
                        : Optional.empty();
        long last = service.run(Call.get("events"), EventBatch.class).last();
        try (var _ = surroundings().onInterrupt(() -> interrupted.set(true))) {
            while (!interrupted.get()) {
                long left = secondsUntil(end);
                if (left <= 0) {
                    break;
                }
                Call call = Call.get("events").with("after", last).with("wait", left);
                EventBatch batch = service.run(call, EventBatch.class);
                for (PeerEvent event : batch.events()) {
                    output.done(event, line(event));
                    notices.ifPresent(desktop -> show(desktop, event, service, output));
                }
                last = batch.last();
            }
        }
        return 0;
    }

    /** Who is logged in may change meanwhile. */
    private static void show(
            DesktopNotices desktop, PeerEvent event, Service service, Output output) {
        if (DesktopNotices.isTold(event)
                && !isOwn(event, service.run(Call.get("status"), PeerStatus.class))
                && !desktop.show(event)) {
            output.note("The desktop took no notice of it; is there one?");
        }
    }

    private static boolean isOwn(PeerEvent event, PeerStatus status) {
        return event.user() != null && event.user().equals(status.user());
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
