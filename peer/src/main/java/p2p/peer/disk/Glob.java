package p2p.peer.disk;

import java.util.Arrays;

/**
 * A pattern of paths: {@code *} is anything within a name, {@code ?} one character of a name, and
 * {@code **} anything, slashes too. Without a slash in front of its last name it is about names
 * wherever they are, else about paths from the top. It takes what is in a folder with the folder.
 * No pattern takes longer than its length times the path's.
 */
final class Glob {

    private static final int ONE = -1;
    private static final int IN_NAME = -2;
    private static final int ANYTHING = -3;

    /** What follows as far as the next slash may be missing. */
    private static final int MAYBE = -4;

    private static final int LENGTH_OF_MAYBE = 3;

    private final int[] tokens;

    private Glob(int[] tokens) {
        this.tokens = tokens;
    }

    static Glob of(String pattern) {
        String path = pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern;
        if (path.startsWith("/")) {
            return new Glob(tokens(path.substring(1)));
        }
        return new Glob(tokens(path.contains("/") ? path : "**/" + path));
    }

    private static int[] tokens(String pattern) {
        int[] tokens = new int[2 * pattern.length()];
        int count = 0;
        for (int at = 0; at < pattern.length(); ) {
            if (pattern.startsWith("**/", at) && (at == 0 || pattern.charAt(at - 1) == '/')) {
                tokens[count++] = MAYBE;
            }
            if (pattern.startsWith("**", at)) {
                tokens[count++] = ANYTHING;
                at += 2;
            } else {
                int c = pattern.codePointAt(at);
                tokens[count++] = c == '*' ? IN_NAME : c == '?' ? ONE : c;
                at += Character.charCount(c);
            }
        }
        return Arrays.copyOf(tokens, count);
    }

    /** Whether it is about this path, or about a folder in which that is. */
    boolean takes(String path) {
        boolean[] reached = new boolean[tokens.length + 1];
        reach(reached, 0);
        for (int at = 0; at < path.length(); ) {
            int c = path.codePointAt(at);
            if (c == '/' && reached[tokens.length]) {
                return true;
            }
            reached = after(c, reached);
            at += Character.charCount(c);
        }
        return reached[tokens.length];
    }

    private boolean[] after(int c, boolean[] before) {
        boolean[] reached = new boolean[before.length];
        for (int at = 0; at < tokens.length; at++) {
            if (before[at]) {
                boolean goesOn =
                        switch (tokens[at]) {
                            case ANYTHING, IN_NAME, MAYBE -> false;
                            case ONE -> c != '/';
                            default -> c == tokens[at];
                        };
                boolean stays = tokens[at] == ANYTHING || tokens[at] == IN_NAME && c != '/';
                if (goesOn || stays) {
                    reach(reached, goesOn ? at + 1 : at);
                }
            }
        }
        return reached;
    }

    /** With what may be left out. */
    private void reach(boolean[] reached, int at) {
        reached[at] = true;
        if (at < tokens.length) {
            switch (tokens[at]) {
                case ANYTHING, IN_NAME -> reach(reached, at + 1);
                case MAYBE -> {
                    reach(reached, at + 1);
                    reach(reached, at + LENGTH_OF_MAYBE);
                }
                default -> {}
            }
        }
    }
}
