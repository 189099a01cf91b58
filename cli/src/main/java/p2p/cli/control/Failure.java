package p2p.cli.control;

import p2p.protocol.api.Problem;

/** Why a command was not done: a sentence for the user, a name for programs, and the exit code. */
public final class Failure extends RuntimeException {

    public static final int REFUSED = 1;
    public static final int USAGE = 2;
    public static final int UNREACHABLE = 3;

    private final String type;
    private final String sentence;
    private final int exitCode;

    public Failure(int exitCode, String type, String sentence) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
        this.type = type;
        this.sentence = sentence;
    }

    public static Failure refused(String type, String sentence) {
        return new Failure(REFUSED, type, sentence);
    }

    public static Failure usage(String sentence) {
        return new Failure(USAGE, "usage", sentence);
    }

    public static Failure of(Problem problem) {
        boolean nobody = problem.status() >= 502 && problem.status() <= 504;
        String type = problem.type() == null ? "refused" : problem.type();
        return new Failure(
                nobody ? UNREACHABLE : REFUSED,
                type.startsWith(Problem.TYPE_PREFIX)
                        ? type.substring(Problem.TYPE_PREFIX.length())
                        : type,
                problem.detail() == null ? problem.title() : problem.detail());
    }

    @Override
    public String getMessage() {
        return sentence;
    }

    public String type() {
        return type;
    }

    public int exitCode() {
        return exitCode;
    }
}
