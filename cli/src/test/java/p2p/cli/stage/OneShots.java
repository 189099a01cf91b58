package p2p.cli.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import p2p.cli.CommandHere;
import p2p.peer.control.LocalAccess;
import p2p.testkit.Patience;
import p2p.testkit.Programs;
import p2p.testkit.Ran;

/**
 * A service in the background, and one process a command. For the JVM that is so where a command
 * does more than ask the service; what only asks is carried out here.
 */
final class OneShots implements Person {

    private static final Set<String> ASKS =
            Set.of(
                    "accept_request",
                    "create_group",
                    "create_user",
                    "devices",
                    "join_group",
                    "leave_group",
                    "list_files",
                    "list_groups",
                    "list_invitations",
                    "list_requests",
                    "login",
                    "my_groups",
                    "my_shares",
                    "pause_download",
                    "remove_device",
                    "revoke_invitation",
                    "set_limit",
                    "show_downloads",
                    "status",
                    "stop_share",
                    "withdraw_request");

    private final Path folder;
    private final Path home;
    private boolean ended;

    private OneShots(Path folder, Path home) {
        this.folder = folder;
        this.home = home;
    }

    static OneShots start(Stage stage, String name) throws IOException {
        var person = new OneShots(stage.folder(), home(stage, name));
        Ran up = person.run("up", "--trackers", stage.trackerInfo().toString(), "--detach");
        if (up.exitCode() != 0) {
            throw new AssertionError("not up: " + up);
        }
        return person;
    }

    static OneShots withNothing(Stage stage, String name) throws IOException {
        Path folder = Files.createDirectories(stage.folder().resolve("of-" + name));
        return new OneShots(folder, home(stage, name));
    }

    private static Path home(Stage stage, String name) {
        return stage.folder().resolve("home-" + name);
    }

    @Override
    public Ran run(String... words) throws IOException {
        return runWithInput("", words);
    }

    @Override
    public Ran runWithInput(String input, String... words) throws IOException {
        var all = new ArrayList<>(List.of("--home", home.toString()));
        all.addAll(List.of(words));
        return !Programs.areNative() && input.isEmpty() && asks(words) && isThere()
                ? CommandHere.run(all)
                : Programs.p2p(folder, input, all);
    }

    /** What starts a service starts the program that it is itself. */
    private boolean isThere() throws IOException {
        return LocalAccess.read(home).isPresent();
    }

    private static boolean asks(String... words) {
        return Stream.of(words)
                .filter(word -> !word.startsWith("-"))
                .findFirst()
                .filter(ASKS::contains)
                .isPresent();
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public int end() throws IOException {
        ended = true;
        return run("down").exitCode();
    }

    /** As the command down does, but without a program of its own. */
    @Override
    public void close() throws IOException {
        Optional<LocalAccess> access = ended ? Optional.empty() : LocalAccess.read(home);
        if (access.isPresent() && isTold(access.get())) {
            assertTrue(Patience.await(Programs.PATIENCE, () -> LocalAccess.read(home).isEmpty()));
        }
    }

    /** Not where it was killed. */
    private static boolean isTold(LocalAccess access) throws IOException {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(access.url() + "/shutdown"))
                            .version(HttpClient.Version.HTTP_1_1)
                            .header("Authorization", access.authorization())
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(2, answer.statusCode() / 100, answer::body);
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
