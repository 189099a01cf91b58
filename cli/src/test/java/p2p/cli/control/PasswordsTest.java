package p2p.cli.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordsTest {

    private static final class Answers implements Passwords {

        private final ArrayDeque<String> answers;
        private final List<String> asked = new ArrayList<>();

        Answers(String... answers) {
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public boolean canAsk() {
            return true;
        }

        @Override
        public String ask(String prompt) {
            throw new AssertionError(prompt);
        }

        @Override
        public String askName(String prompt) {
            asked.add(prompt);
            return answers.remove();
        }

        @Override
        public String nextLine() {
            throw new AssertionError("a line");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', false, false",
        "'', true, true",
        "y, false, true",
        "YES, false, true",
        "n, true, false",
        "No, true, false",
    })
    void whatIsMeantIsTaken(String answer, boolean unlessSaid, boolean confirmed) {
        var answers = new Answers(answer);
        assertEquals(confirmed, answers.confirm("Is that right?", unlessSaid));
        assertEquals(
                List.of("Is that right? " + (unlessSaid ? "[Y/n] " : "[y/N] ")), answers.asked);
    }

    @Test
    void whatIsNeitherIsAskedAboutOnceMore() {
        var answers = new Answers("yeah", "y");
        assertEquals(true, answers.confirm("Leave?", false));
        assertEquals(
                List.of("Leave? [y/N] ", "Type y for yes or n for no. Leave? [y/N] "),
                answers.asked);
        assertEquals(false, new Answers("nope", "never").confirm("Shall it be made?", true));
    }
}
