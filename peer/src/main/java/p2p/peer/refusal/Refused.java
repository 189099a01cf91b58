package p2p.peer.refusal;

import p2p.protocol.api.Problem;

/** A request that was not done, and why: a tracker's problem unchanged, or one of this peer's. */
public final class Refused extends RuntimeException {

    private final Problem problem;

    public Refused(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    @Override
    public String getMessage() {
        return problem.detail();
    }

    public Problem problem() {
        return problem;
    }
}
