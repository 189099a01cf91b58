package p2p.cli.control;

import org.jspecify.annotations.Nullable;
import p2p.protocol.ChosenPassword;
import picocli.CommandLine.Option;

/** The option of every command that needs a password. */
public final class PasswordOption {

    @Option(
            names = "--password-stdin",
            description = "Read the password from standard input, one line each.")
    private boolean fromInput;

    public boolean isToBeRead() {
        return fromInput;
    }

    /** The password as given, else read or asked for. */
    public String orRead(@Nullable String given, Passwords passwords, String prompt) {
        return given != null ? given : fromInput ? passwords.nextLine() : passwords.ask(prompt);
    }

    /** As above, but what is asked for is asked for twice. */
    public String orReadNew(@Nullable String given, Passwords passwords, String prompt) {
        if (given != null || fromInput) {
            return orRead(given, passwords, prompt);
        }
        String password = passwords.ask(prompt);
        // The trackers refuse it as well, but only after it was repeated.
        ChosenPassword.whyNot(password)
                .ifPresent(why -> {
                    throw Failure.refused("bad-password", why);
                });
        if (!password.equals(passwords.ask("Repeat the password: "))) {
            throw Failure.refused("passwords-differ", "The two passwords differ.");
        }
        return password;
    }
}
