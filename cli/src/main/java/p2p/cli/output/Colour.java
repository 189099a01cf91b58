package p2p.cli.output;

/** The few colours in use; they change nothing where the look has none. */
public enum Colour {
    BOLD("1"),
    RED("31"),
    GREEN("32"),
    YELLOW("33");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    public String on(String text, Look look) {
        return look.colour() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
