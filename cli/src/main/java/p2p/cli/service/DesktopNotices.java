package p2p.cli.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import p2p.cli.control.Failure;
import p2p.peer.event.PeerEvent;

/** Shows events where the user looks, by a program that the desktop brings. */
final class DesktopNotices {

    private static final Set<String> TOLD = Set.of("complete", "requested", "version");
    private static final int LONGEST = 500;
    private static final int PATIENCE_SECONDS = 5;

    private final Path program;

    private DesktopNotices(Path program) {
        this.program = program;
    }

    /** By the first of the two programs that is on the path; refuses where there is none. */
    static DesktopNotices of(Map<String, String> environment) {
        return Stream.of("notify-send", "gdbus")
                .flatMap(name -> SearchPath.find(name, environment).stream())
                .findFirst()
                .map(DesktopNotices::new)
                .orElseThrow(() ->
                        Failure.refused(
                                "no-notices",
                                "There is neither notify-send nor gdbus here; install libnotify-bin,"
                                        + " or watch without --notify."));
    }

    static boolean isTold(PeerEvent event) {
        return TOLD.contains(event.kind());
    }

    /** False where the desktop did not take it. */
    boolean show(PeerEvent event) {
        try {
            Process process =
                    new ProcessBuilder(command(title(event), event.text()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String title(PeerEvent event) {
        return switch (event.kind()) {
            case "complete" -> "Download complete";
            case "requested" -> "Somebody asks to join";
            default -> "New version";
        };
    }

    private List<String> command(String title, String text) {
        String body = markup(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
        return program.endsWith("gdbus")
                ? List.of(
                        program.toString(),
                        "call",
                        "--session",
                        "--dest=org.freedesktop.Notifications",
                        "--object-path=/org/freedesktop/Notifications",
                        "--method=org.freedesktop.Notifications.Notify",
                        variant("p2p"),
                        "0",
                        variant(""),
                        variant(title),
                        variant(body),
                        "[]",
                        "{}",
                        "10000")
                : List.of(program.toString(), "--app-name=p2p", "--", title, body);
    }

    /** Desktops may take the text for markup. */
    private static String markup(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A string as GVariant writes it, so that none is taken for something else. */
    private static String variant(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
