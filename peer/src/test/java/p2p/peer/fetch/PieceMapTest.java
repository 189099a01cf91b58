package p2p.peer.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PieceMapTest {

    @Test
    void eachOfAFewPiecesHasACell() {
        assertEquals(new PieceMap(4, 2, List.of(100, 0, 0, 100)), PieceMap.of(bits(0, 3), 4));
        assertEquals(new PieceMap(0, 0, List.of()), PieceMap.of(new BitSet(), 0));
    }

    @Test
    void ofManyPiecesOneCellStandsForSeveral() {
        BitSet here = bits(0, 1, 2, 3, 4, 5, 7, 999);
        PieceMap map = PieceMap.of(here, 1000);
        assertEquals(PieceMap.MOST_CELLS, map.cells().size());
        assertEquals(8, map.here());
        assertEquals(List.of(100, 40, 0), map.cells().subList(0, 3));
        assertEquals(20, map.cells().getLast());
    }

    @Test
    void onlyWhatIsWholeIsWholeAndWhatHasAnythingIsNotEmpty() {
        int pieces = 4_000_000;
        BitSet here = new BitSet();
        here.set(0, pieces - 1);
        PieceMap map = PieceMap.of(here, pieces);
        assertEquals(99, map.cells().getLast());
        assertEquals(
                (PieceMap.MOST_CELLS - 1) * 100 + 99,
                map.cells().stream().mapToInt(Integer::intValue).sum());
        assertEquals(1, PieceMap.of(bits(pieces - 1), pieces).cells().getLast());
    }

    private static BitSet bits(int... set) {
        var bits = new BitSet();
        IntStream.of(set).forEach(bits::set);
        return bits;
    }
}
