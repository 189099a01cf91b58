package p2p.cli.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import p2p.testkit.Programs;
import p2p.testkit.Ran;

/** A service in the background, and one process a command. */
final class OneShots implements Person {

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
        return Programs.p2p(folder, input, all);
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

    @Override
    public void close() throws IOException {
        if (!ended) {
            end();
        }
    }
}
