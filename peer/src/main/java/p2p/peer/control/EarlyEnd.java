package p2p.peer.control;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import p2p.peer.refusal.Refusal;
import p2p.peer.refusal.Refused;

/** The problem body of whatever ends a request before an operation has refused it. */
final class EarlyEnd {

    private static final Logger LOG = Logger.getLogger(EarlyEnd.class);

    private EarlyEnd() {}

    /** What a body's own type refuses is told in its words; reading wraps it up. */
    static Response answer(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return RefusedMapper.answer(refused);
            }
        }
        if (thrown instanceof WebApplicationException framework
                && framework.getResponse().getStatus() < 500) {
            return answer(framework.getResponse().getStatus());
        }
        LOG.error("A request of the local API ended in an error.", thrown);
        return RefusedMapper.answer(
                Refusal.INTERNAL.because("This is a mistake in p2p itself; its log says more."));
    }

    static Response answer(int status) {
        return RefusedMapper.answer(
                Refusal.BAD_REQUEST.because(
                        status,
                        switch (status) {
                            case 404 -> "There is nothing at this address.";
                            case 405 -> "This address does not know that method.";
                            case 406 -> "The answer is to be had in JSON alone.";
                            case 415 -> "The request's body has to be JSON.";
                            default -> "The request is not of the form that is expected here.";
                        }));
    }
}
