package p2p.peer.refusal;

import p2p.protocol.api.Problem;

/** A request that was not done, and why: a tracker's problem unchanged, or one of this peer's. */
public final class Refused extends RuntimeException {

    public static final String UNREACHABLE = Problem.TYPE_PREFIX + "unreachable";

    private final Problem problem;

    public Refused(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public static Refused of(int status, String name, String title, String sentence) {
        return new Refused(new Problem(Problem.TYPE_PREFIX + name, title, status, sentence));
    }

    /** No tracker, or no peer that is needed, can be reached. */
    public static Refused notLoggedIn(String sentence) {
        return of(401, "not-logged-in", "Not logged in", sentence);
    }

    public static Refused unreachable(String sentence) {
        return of(503, "unreachable", "Nobody reachable", sentence);
    }

    public Problem problem() {
        return problem;
    }
}
