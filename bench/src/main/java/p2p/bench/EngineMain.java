package p2p.bench;

import io.quarkus.runtime.annotations.QuarkusMain;

/** Where {@link EnginePeer} starts, on a Java machine and as a native program. */
@QuarkusMain
public final class EngineMain {

    private EngineMain() {}

    public static void main(String[] args) throws Exception {
        EnginePeer.run(args);
    }
}
