package p2p.cli.output;

import java.util.ArrayList;
import java.util.List;
import p2p.page.QrSquares;

/** A QR code in a terminal, two of its squares above each other in one character. */
final class QrPicture {

    /** Less than the standard has, and enough for what people hold in front of a screen. */
    private static final int QUIET = 2;

    private static final String BLACK_ON_WHITE = "\033[30;107m";
    private static final String AS_BEFORE = "\033[0m";

    private final QrSquares code;

    private QrPicture(QrSquares code) {
        this.code = code;
    }

    /** Nothing where the terminal is too small for it. */
    static List<String> of(String text, Look look) {
        return QrSquares.of(text)
                .map(QrPicture::new)
                .filter(it -> it.width() <= look.columns() && it.height() < look.rows())
                .map(it -> it.lines(look))
                .orElse(List.of());
    }

    private int width() {
        return code.size() + 2 * QUIET;
    }

    private int height() {
        return (width() + 1) / 2;
    }

    private List<String> lines(Look look) {
        var lines = new ArrayList<String>();
        for (int y = 0; y < height(); y++) {
            var line = new StringBuilder();
            for (int x = 0; x < width(); x++) {
                line.append(character(isInk(x, 2 * y, look), isInk(x, 2 * y + 1, look)));
            }
            lines.add(look.colour() ? BLACK_ON_WHITE + line + AS_BEFORE : line.toString());
        }
        return lines;
    }

    /**
     * Most terminals write light on dark: without colours it is the light squares that are drawn.
     */
    private boolean isInk(int x, int y, Look look) {
        return code.isDark(x - QUIET, y - QUIET) == look.colour() && y < width();
    }

    private static char character(boolean upper, boolean lower) {
        return upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ';
    }
}
