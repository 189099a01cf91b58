package p2p.cli.shell;

import java.util.List;
import org.jline.reader.EOFError;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import p2p.cli.control.Failure;

/** Cuts a line into words: quotes and backslashes keep spaces together. */
final class Words {

    static final Parser PARSER = parser();

    private Words() {}

    private static Parser parser() {
        var parser = new DefaultParser();
        parser.setEofOnUnclosedQuote(true);
        parser.setEofOnEscapedNewLine(true);
        return parser;
    }

    /** The words of a line; none for an empty line or one that begins with '#'. */
    static List<String> of(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return List.of();
        }
        try {
            return PARSER.parse(text, text.length(), Parser.ParseContext.ACCEPT_LINE).words();
        } catch (EOFError e) {
            throw Failure.usage("A quote or a backslash at the end of the line is not closed.");
        }
    }
}
