package p2p.cli.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * A line as far as the cursor, as bash has it: its words, and of the last one what bash will put
 * something else in the place of.
 */
public final class BashLine {

    private static final String PLAIN = "[A-Za-z0-9_./,+%^~-]";

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private char quote;
    private int kept;

    private BashLine() {}

    /** What stands between {@code breaks} is completed on its own there, within a word as well. */
    public static BashLine read(String line, String breaks) {
        var read = new BashLine();
        boolean inWord = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (read.quote == 0 && Character.isWhitespace(c)) {
                if (inWord) {
                    read.endWord();
                }
                inWord = false;
                continue;
            }
            inWord = true;
            char next = i + 1 < line.length() ? line.charAt(i + 1) : 0;
            if (c == '\\' && read.isEscaped(next)) {
                read.word.append(next);
                i++;
            } else if (c == read.quote) {
                read.quote = 0;
                read.kept = read.word.length();
            } else if (read.quote == 0 && (c == '\'' || c == '"')) {
                read.quote = c;
                read.kept = read.word.length();
            } else {
                read.word.append(c);
                if (read.quote == 0 && breaks.indexOf(c) >= 0) {
                    read.kept = read.word.length();
                }
            }
        }
        return read;
    }

    private boolean isEscaped(char next) {
        return next != 0 && (quote == 0 || (quote == '"' && "\"\\$`".indexOf(next) >= 0));
    }

    private void endWord() {
        words.add(word.toString());
        word.setLength(0);
        kept = 0;
    }

    /** The words before the last one. */
    public List<String> before() {
        return List.copyOf(words);
    }

    /** What there is of the last word; empty behind a space. */
    public String word() {
        return word.toString();
    }

    /** What bash takes to put this word in the place of the last one, which is how it begins. */
    public String replacement(String whole) {
        String rest = whole.substring(kept);
        return switch (quote) {
            case '\'' -> rest;
            case '"' -> rest.replaceAll("([\"$`\\\\])", "\\\\$1");
            default -> rest.replaceAll("(?!" + PLAIN + ")([\\x00-\\x7f])", "\\\\$1");
        };
    }
}
