package p2p.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class QrSquaresTest {

    @Test
    void aCodeHasItsThreeCornersAndItsSize() {
        QrSquares squares = QrSquares.of("p2p").orElseThrow();
        List<String> rows = squares.rows();
        assertEquals(21, squares.size());
        assertEquals(21, rows.size());
        assertTrue(rows.stream().allMatch(row -> row.matches("[01]{21}")), rows::toString);
        assertTrue(rows.getFirst().startsWith("11111110"), rows.getFirst());
        assertTrue(rows.getFirst().endsWith("01111111"), rows.getFirst());
        assertTrue(rows.getLast().startsWith("11111110"), rows.getLast());
        assertFalse(squares.isDark(-1, 0));
    }

    @Test
    void whatIsTooLongHasNone() {
        assertTrue(QrSquares.of("x".repeat(3000)).isEmpty());
    }
}
