package p2p.cli.account;

import org.jspecify.annotations.Nullable;
import p2p.cli.control.PasswordOption;
import p2p.cli.control.Passwords;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Who somebody says they are; the password may be asked for. */
final class UserAndPassword {

    @Parameters(index = "0", paramLabel = "USER", description = "The account's name.")
    private String user;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PASSWORD",
            description = "The password; asked for when left out.")
    private @Nullable String password;

    @Mixin private PasswordOption option;

    String user() {
        return user;
    }

    /** Whether it is neither given nor to be read. */
    boolean isAskedFor() {
        return password == null && !option.isToBeRead();
    }

    String password(Passwords passwords) {
        return option.orRead(password, passwords, "Password of " + user + ": ");
    }

    String newPassword(Passwords passwords) {
        return option.orReadNew(
                password, passwords, "A password for " + user + ", of 8 characters or more: ");
    }
}
