package p2p.tracker.store;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Work done again and again: when it fails that is logged once, and again when it succeeds. */
public final class Repeated {

    private static final Logger LOG = Logger.getLogger(Repeated.class);

    private final String what;
    private final AtomicBoolean failing = new AtomicBoolean();

    public Repeated(String what) {
        this.what = what;
    }

    /** Whether it succeeded. */
    public boolean run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (failing.compareAndSet(false, true)) {
                LOG.warnf("%s failed and is tried again: %s", what, e.getMessage());
                LOG.debug(what, e);
            }
            return false;
        }
        if (failing.compareAndSet(true, false)) {
            LOG.infof("%s works again", what);
        }
        return true;
    }
}
