package p2p.cli.control;

/** Where passwords, and names, come from that are not on the command line. */
public interface Passwords {

    /** Whether somebody sits there. */
    boolean canAsk();

    /** Asks without echo; refuses where nobody can be asked. */
    String ask(String prompt);

    /** Asks with echo; the answer may be empty. Refuses where nobody can be asked. */
    String askName(String prompt);

    /** What to say where a name is missing, and nobody can be asked. */
    static Failure noName() {
        return Failure.usage("There is no terminal to ask on; say who you are with --name NAME.");
    }

    /** The next line of standard input. */
    String nextLine();
}
