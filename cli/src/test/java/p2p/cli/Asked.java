package p2p.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import p2p.cli.stage.Person;
import p2p.testkit.Ran;

/** Asks a person's peer for something, and looks at the answer as text or as JSON. */
record Asked(Person person, boolean json, boolean shell) {

    Asked withJson() {
        return new Asked(person, true, shell);
    }

    void done(String text, String... words) throws IOException {
        doneWithInput("", text, words);
    }

    /** The command is done and prints this text, a pattern; as JSON it prints documents. */
    void doneWithInput(String input, String text, String... words) throws IOException {
        Ran ran = run(input.isEmpty() ? "" : input + "\n", words);
        assertEquals(0, ran.exitCode(), () -> String.join(" ", words) + ": " + ran);
        if (!json) {
            String said = ran.out().replaceFirst("\n$", "");
            assertTrue(
                    ran.out().matches(text) || said.matches(text),
                    () -> String.join(" ", words) + ": " + ran + " is not " + text);
        } else if (!ran.out().isEmpty()) {
            assertTrue(ran.document().isContainerNode(), ran::toString);
        }
    }

    /** The command, given again and again, comes to print this text. */
    void becomes(String text, String... words) throws IOException {
        await().atMost(60, SECONDS).until(() -> person.run(words).out().matches(text));
        done(text, words);
    }

    JsonNode ask(String... words) throws IOException {
        Ran ran = run("", words);
        assertEquals(0, ran.exitCode(), ran::toString);
        return ran.document();
    }

    /** The command is not done, and says why in one sentence. */
    void refused(int exitCode, String type, String... words) throws IOException {
        Ran ran = run("", words);
        String what = String.join(" ", words) + ": " + ran;
        assertEquals(shell ? 1 : exitCode, ran.exitCode(), what);
        if (json) {
            assertEquals("", ran.err(), what);
            assertEquals(type, ran.document().path("error").path("type").asText(), what);
            assertFalse(ran.document().path("error").path("message").asText().isEmpty(), what);
        } else {
            assertEquals("", ran.out(), what);
            assertTrue(ran.err().matches("p2p: [^\n]+[.?]\n"), what);
        }
    }

    /** The same, for this reason. */
    void refusedFor(String reason, String... words) throws IOException {
        Ran ran = run("", words);
        String said =
                json
                        ? ran.document().path("error").path("message").asText()
                        : ran.err().strip().replaceFirst("^p2p: ", "");
        assertEquals(reason, said, ran::toString);
    }

    private Ran run(String input, String... words) throws IOException {
        var all = new ArrayList<String>();
        if (json) {
            all.add("--json");
        }
        all.addAll(List.of(words));
        return person.runWithInput(input, all.toArray(String[]::new));
    }
}
