package p2p.cli.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import p2p.testkit.Programs;
import p2p.testkit.Ran;

/** A service in the background, and one process a command. */
final class OneShots implements Person {

    private final Stage stage;
    private final Path home;
    private boolean ended;

    private OneShots(Stage stage, Path home) {
        this.stage = stage;
        this.home = home;
    }

    static OneShots start(Stage stage, String name) throws IOException {
        var person = new OneShots(stage, stage.folder().resolve("home-" + name));
        Ran up = person.run("up", "--trackers", stage.trackerInfo().toString(), "--detach");
        if (up.exitCode() != 0) {
            throw new AssertionError("not up: " + up);
        }
        return person;
    }

    @Override
    public Ran run(String... words) throws IOException {
        return runWithInput("", words);
    }

    @Override
    public Ran runWithInput(String input, String... words) throws IOException {
        var all = new ArrayList<>(List.of("--home", home.toString()));
        all.addAll(List.of(words));
        return Programs.p2p(stage.folder(), input, all);
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
