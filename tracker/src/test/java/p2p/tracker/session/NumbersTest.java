package p2p.tracker.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class NumbersTest {

    private final List<String> told = new ArrayList<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Numbers numbers =
            new Numbers((group, news) -> told.add(group + " " + news), later::add);

    private void aSecondPasses() {
        for (int due = later.size(); due > 0; due--) {
            later.remove().run();
        }
    }

    @Test
    void theFirstIsToldAtOnceAndOfTheOthersTheLastOnceASecond() {
        numbers.changed(1, "a");
        numbers.changed(1, "b");
        numbers.changed(1, "c");
        assertEquals(List.of("1 a"), told);
        aSecondPasses();
        assertEquals(List.of("1 a", "1 c"), told);
        numbers.changed(1, "d");
        assertEquals(List.of("1 a", "1 c"), told);
        aSecondPasses();
        assertEquals(List.of("1 a", "1 c", "1 d"), told);
        aSecondPasses();
        assertEquals(0, later.size());
        numbers.changed(1, "e");
        assertEquals(List.of("1 a", "1 c", "1 d", "1 e"), told);
    }

    @Test
    void whatCannotBeToldKeepsNothingElseBack() {
        var broken =
                new Numbers(
                        (_, news) -> {
                            told.add(news);
                            throw new IllegalStateException("not told");
                        },
                        later::add);
        assertThrows(IllegalStateException.class, () -> broken.changed(1, "a"));
        broken.changed(1, "b");
        assertThrows(IllegalStateException.class, this::aSecondPasses);
        aSecondPasses();
        assertThrows(IllegalStateException.class, () -> broken.changed(1, "c"));
        assertEquals(List.of("a", "b", "c"), told);
    }

    @Test
    void groupsDoNotWaitForEachOther() {
        numbers.changed(1, "a");
        numbers.changed(2, "a");
        assertEquals(List.of("1 a", "2 a"), told);
        aSecondPasses();
        assertEquals(List.of("1 a", "2 a"), told);
        assertEquals(0, later.size());
    }
}
