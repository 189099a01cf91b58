package p2p.cli.control;

import java.util.Locale;
import java.util.Set;

/** Where passwords, and names, come from that are not on the command line. */
public interface Passwords {

    Set<String> YES = Set.of("y", "yes");
    Set<String> ANSWERS = Set.of("", "y", "yes", "n", "no");

    /** Whether somebody sits there. */
    boolean canAsk();

    /** Asks without echo; refuses where nobody can be asked. */
    String ask(String prompt);

    /** Asks with echo; the answer may be empty. Refuses where nobody can be asked. */
    String askName(String prompt);

    /** Whether the answer is yes; what is neither yes nor no is asked about once more. */
    default boolean confirm(String question, boolean unlessSaid) {
        String prompt = question + (unlessSaid ? " [Y/n] " : " [y/N] ");
        String answer = askName(prompt).toLowerCase(Locale.ROOT);
        if (!ANSWERS.contains(answer)) {
            answer = askName("Type y for yes or n for no. " + prompt).toLowerCase(Locale.ROOT);
        }
        return answer.isEmpty() ? unlessSaid : YES.contains(answer);
    }

    /** What to say where a name is missing, and nobody can be asked. */
    static Failure noName() {
        return Failure.usage("There is no terminal to ask on; say who you are with --name NAME.");
    }

    /** The next line of standard input. */
    String nextLine();
}
