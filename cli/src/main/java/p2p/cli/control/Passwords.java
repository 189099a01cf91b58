package p2p.cli.control;

/** Where passwords come from that are not on the command line. */
public interface Passwords {

    /** Asks without echo; refuses where nobody can be asked. */
    String ask(String prompt);

    /** The next line of standard input. */
    String nextLine();
}
