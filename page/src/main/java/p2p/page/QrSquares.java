package p2p.page;

import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The squares of a QR code, without a margin; outside of it all is light. */
public final class QrSquares {

    private final QrCode code;

    private QrSquares(QrCode code) {
        this.code = code;
    }

    /** Nothing where the text is too long for any. */
    public static Optional<QrSquares> of(String text) {
        try {
            return Optional.of(new QrSquares(QrCode.encodeText(text, QrCode.Ecc.LOW)));
        } catch (DataTooLongException e) {
            return Optional.empty();
        }
    }

    /** How many squares a side has. */
    public int size() {
        return code.size;
    }

    public boolean isDark(int x, int y) {
        return code.getModule(x, y);
    }

    /** Row by row, {@code 1} for a dark square and {@code 0} for a light one. */
    public List<String> rows() {
        return IntStream.range(0, size()).mapToObj(this::row).toList();
    }

    private String row(int y) {
        return IntStream.range(0, size())
                .mapToObj(x -> isDark(x, y) ? "1" : "0")
                .collect(Collectors.joining());
    }
}
