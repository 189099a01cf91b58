package p2p.cli;

import java.util.concurrent.atomic.AtomicReference;
import p2p.cli.control.Surroundings.Interruptible;

/** What a command that a signal ends does at the last moment. */
final class LastWord {

    private static final AtomicReference<Runnable> ACTION = new AtomicReference<>();
    private static final Thread HOOK = new Thread(LastWord::speak, "last-word");

    static {
        Runtime.getRuntime().addShutdownHook(HOOK);
    }

    private LastWord() {}

    static Interruptible is(Runnable action) {
        ACTION.set(action);
        return () -> ACTION.set(null);
    }

    private static void speak() {
        Runnable action = ACTION.get();
        if (action != null) {
            action.run();
        }
    }
}
