package p2p.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.peer.PeerStatus;
import p2p.peer.control.OpenedPage;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.PrivateFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Show the peer's page in the browser. */
@Command(
        name = "open",
        description = "Show your downloads, groups and shares in a browser on this machine.",
        footer = {
            "",
            "Prints an address, too: it is good once, for a minute, and for you alone.",
            "The page stays open while it is used, and ends with the service.",
            "",
            "Example:",
            "  p2p open"
        })
public final class Open extends ServiceCommand {

    private static final String FILE = "open.html";
    private static final String LEADS_ON =
            """
            <!doctype html>
            <meta charset="utf-8">
            <meta name="referrer" content="no-referrer">
            <meta http-equiv="refresh" content="0; url=%s">
            <title>p2p</title>
            """;

    @Option(names = "--print", description = "Only print the address.")
    private boolean print;

    @Override
    protected int run(Service service, Output output) {
        Optional<Path> browser = print ? Optional.empty() : browser(surroundings().environment());
        String home = service.run(Call.get("status").atOnce(), PeerStatus.class).home();
        OpenedPage page = service.run(Call.post("page").atOnce(), OpenedPage.class);
        boolean isShown = browser.isPresent() && show(browser.get(), Path.of(home), page);
        output.done(
                page,
                isShown
                        ? "The page opens in your browser; if not, open within a minute "
                                + page.address()
                        : "Open this address within a minute, once: " + page.address());
        return 0;
    }

    /** Where there is a desktop; elsewhere a browser would take the terminal. */
    private static Optional<Path> browser(Map<String, String> environment) {
        boolean hasDesktop =
                Stream.of("DISPLAY", "WAYLAND_DISPLAY")
                        .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
        return hasDesktop ? SearchPath.find("xdg-open", environment) : Optional.empty();
    }

    /** Every user of a machine sees the words of its processes: the address goes by a file. */
    private static boolean show(Path browser, Path home, OpenedPage page) {
        Path file = home.resolve(FILE);
        try {
            PrivateFile.write(file, LEADS_ON.formatted(page.address()).getBytes(UTF_8));
        } catch (IOException e) {
            throw Failure.refused("home", DiskTrouble.of(file, e).getMessage());
        }
        try {
            new ProcessBuilder(browser.toString(), file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
