package p2p.peer.choose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class FewestCopiesTest {

    private final FewestCopies copies = new FewestCopies(4);
    private final FewestCopies.Taker first = copies.new Taker();
    private final FewestCopies.Taker second = copies.new Taker();

    private static List<Integer> ordered(FewestCopies.Taker taker, Integer... waiting) {
        Deque<Integer> requests = new ArrayDeque<>(List.of(waiting));
        taker.order(requests, piece -> piece);
        return List.copyOf(requests);
    }

    @Test
    void whatNobodyGotComesFirst() {
        first.begin(0);
        first.begin(1);
        second.begin(1);
        FewestCopies.Taker third = copies.new Taker();
        assertEquals(List.of(2, 1, 0), ordered(third, 1, 0, 2));
        assertEquals(List.of(0, 1), ordered(third, 1, 0));
    }

    @Test
    void equalsKeepTheirOrder() {
        assertEquals(List.of(3, 1, 2), ordered(first, 3, 1, 2));
    }

    @Test
    void aPieceThatWasBegunIsFinished() {
        first.begin(0);
        second.begin(0);
        assertEquals(List.of(0, 3), ordered(first, 3, 0));
    }
}
