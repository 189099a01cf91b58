package p2p.tracker.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairQueueTest {

    private final FairQueue<String, String> queue = new FairQueue<>(3, 5);

    @Test
    void eachHasATurnHoweverMuchOthersBring() {
        for (String work : new String[] {"a1", "a2", "a3"}) {
            assertEquals(Optional.empty(), queue.add("ann", work));
        }
        assertEquals(Optional.empty(), queue.add("bob", "b1"));
        assertEquals(Optional.of("a1"), queue.next());
        assertEquals(Optional.of("b1"), queue.next());
        assertEquals(Optional.of("a2"), queue.next());
        assertEquals(Optional.of("a3"), queue.next());
        assertEquals(Optional.empty(), queue.next());
    }

    @Test
    void nobodyHasMoreWaitingThanAllowed() {
        queue.add("ann", "a1");
        queue.add("ann", "a2");
        queue.add("ann", "a3");
        assertEquals(Optional.of("a4"), queue.add("ann", "a4"));
        queue.next();
        assertEquals(Optional.empty(), queue.add("ann", "a5"));
    }

    @Test
    void whereAllPlacesAreTakenWhoeverHasMostLosesTheLast() {
        queue.add("ann", "a1");
        queue.add("bob", "b1");
        queue.add("bob", "b2");
        queue.add("bob", "b3");
        queue.add("ann", "a2");
        assertEquals(Optional.of("b3"), queue.add("cem", "c1"));
        assertEquals(Optional.of("c2"), queue.add("cem", "c2"));
        assertEquals(5, queue.size());
    }

    @Test
    void whereAllHaveEquallyLittleTheNewcomerIsRefused() {
        for (String one : new String[] {"ann", "bob", "cem", "dan", "eve"}) {
            queue.add(one, one);
        }
        assertEquals(Optional.of("f1"), queue.add("fay", "f1"));
        assertEquals(Optional.of("ann"), queue.next());
    }
}
