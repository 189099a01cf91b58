package p2p.tracker;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Carries out one command line, and ends with its exit code. */
@QuarkusMain
public final class TrackerMain {

    private TrackerMain() {}

    public static void main(String[] args) {
        int code = new TrackerProgram(System.getenv(), System.out, System.err).run(List.of(args));
        if (code != 0) {
            System.exit(code);
        }
    }
}
