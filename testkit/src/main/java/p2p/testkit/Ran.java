package p2p.testkit;

/** What a command printed, and the exit code with which it ended. */
public record Ran(int exitCode, String out, String err) {}
