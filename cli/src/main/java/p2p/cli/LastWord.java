package p2p.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import p2p.cli.control.Surroundings.Interruptible;

/** What a command that a signal ends does at the last moment. */
final class LastWord {

    private static final AtomicReference<Runnable> ACTION = new AtomicReference<>();
    private static final AtomicBoolean HEARD = new AtomicBoolean();

    private LastWord() {}

    /**
     * What a class begins with happens when a native program is built, and then nobody hears it.
     */
    static Interruptible is(Runnable action) {
        ACTION.set(action);
        if (HEARD.compareAndSet(false, true)) {
            try {
                Runtime.getRuntime().addShutdownHook(new Thread(LastWord::speak, "last-word"));
            } catch (IllegalStateException e) {
                // The signal has come already.
                action.run();
            }
        }
        return () -> ACTION.set(null);
    }

    private static void speak() {
        Runnable action = ACTION.get();
        if (action != null) {
            action.run();
        }
    }
}
