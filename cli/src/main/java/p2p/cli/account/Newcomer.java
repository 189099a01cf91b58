package p2p.cli.account;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.control.Surroundings;
import p2p.cli.output.Output;
import p2p.peer.PeerStatus;
import p2p.peer.control.Credentials;
import p2p.peer.session.LoggedIn;
import p2p.protocol.Names;
import p2p.protocol.api.NewAccount;

/** Somebody who has no account yet, and shall not need more than a name to get one. */
public final class Newcomer {

    private static final int LONGEST_OFFER = 64;
    private static final String TAKEN = "name-taken";
    private static final String INVITATION_NEEDED = "invitation-needed";

    private final Surroundings surroundings;
    private final Service service;
    private final Output output;
    private final PeerStatus peer;
    private final Optional<String> invitation;
    private final Runnable check;

    private Newcomer(
            Surroundings surroundings,
            Service service,
            Output output,
            PeerStatus peer,
            Optional<String> invitation,
            Runnable check) {
        this.surroundings = surroundings;
        this.service = service;
        this.output = output;
        this.peer = peer;
        this.invitation = invitation;
        this.check = check;
    }

    /**
     * Makes an account and logs in, unless somebody is; the name is asked for where it is null. The
     * check comes before an account is made, and refuses where it would be of no use. The code of
     * the invitation is shown where only the invited may make one.
     */
    public static void enter(
            Surroundings surroundings,
            Service service,
            Output output,
            @Nullable String name,
            Optional<String> invitation,
            Runnable check) {
        PeerStatus status = service.run(Call.get("status"), PeerStatus.class);
        if (status.user() == null) {
            var newcomer = new Newcomer(surroundings, service, output, status, invitation, check);
            if (name == null) {
                if (MadePassword.onlyUser(status.home()).isEmpty()) {
                    check.run();
                }
                newcomer.ask();
            } else {
                newcomer.enterAs(name);
            }
        } else if (name != null && !name.equalsIgnoreCase(status.user())) {
            throw Failure.refused(
                    "already-logged-in",
                    status.user() + " is logged in here; log out before you are " + name + ".");
        }
    }

    private void ask() {
        String offered =
                MadePassword.onlyUser(peer.home())
                        .orElseGet(() -> offered(System.getProperty("user.name", "")));
        while (true) {
            String prompt =
                    "What shall others call you? "
                            + (offered.isEmpty() ? "" : "[" + offered + "] ");
            String answer = surroundings.passwords().askName(prompt);
            String name = answer.isEmpty() ? offered : answer;
            Optional<String> wrong = Names.whyNotName(name);
            if (wrong.isPresent()) {
                output.note(wrong.get());
                continue;
            }
            try {
                enterAs(name);
                return;
            } catch (Failure e) {
                if (!e.type().equals(TAKEN)) {
                    throw e;
                }
                output.note(e.getMessage());
                if (isOwn(name)) {
                    return;
                }
                offered = "";
            }
        }
    }

    /** Who has an account already, made in a browser maybe, says so by its password. */
    private boolean isOwn(String name) {
        String password =
                surroundings.passwords().ask("Its password, where it is yours (Enter where not): ");
        if (password.isEmpty()) {
            return false;
        }
        boolean own = isLoggedIn(name, password);
        output.note(own ? "You are " + name + "." : "The password is wrong.");
        return own;
    }

    /** What of the system's name for the user can be a name here; may be empty. */
    static String offered(String systemsName) {
        String name = systemsName.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[._-]+", "");
        return name.substring(0, Math.min(name.length(), LONGEST_OFFER));
    }

    private void enterAs(String name) {
        MadePassword password = MadePassword.of(peer, name);
        Optional<String> before = password.required();
        if (before.isPresent() && isLoggedIn(name, before.get())) {
            return;
        }
        check.run();
        String secret = before.orElseGet(password::make);
        try {
            create(name, secret);
        } catch (Failure e) {
            if (before.isEmpty()) {
                forgetUnless(e, password);
            }
            throw e.type().equals(TAKEN)
                    ? Failure.refused(
                            TAKEN,
                            e.getMessage().replaceFirst("\\.$", ",")
                                    + " or, where it is yours, log in with '"
                                    + surroundings.command("login " + name)
                                    + "'.")
                    : e;
        }
        logIn(name, secret);
        output.note(
                "You are "
                        + name
                        + ". Your log-in is kept in "
                        + peer.home()
                        + "; set a password with '"
                        + surroundings.command("change_password")
                        + "' to have it elsewhere, too.");
    }

    /**
     * The code goes only where it is asked for: trackers of before refuse what they do not know.
     */
    private void create(String name, String secret) {
        Call call = Call.post("tracker", "accounts");
        try {
            service.run(call.body(new NewAccount(name, secret)));
        } catch (Failure e) {
            if (invitation.isEmpty() || !e.type().equals(INVITATION_NEEDED)) {
                throw e;
            }
            service.run(call.body(new NewAccount(name, secret, invitation.get())));
        }
    }

    /** What nobody answered may have been carried out nevertheless. */
    private static void forgetUnless(Failure why, MadePassword password) {
        if (why.exitCode() == Failure.REFUSED) {
            password.forget();
        }
    }

    private boolean isLoggedIn(String name, String password) {
        try {
            logIn(name, password);
            return true;
        } catch (Failure e) {
            if (e.type().equals("wrong-credentials")) {
                return false;
            }
            throw e;
        }
    }

    private void logIn(String name, String password) {
        service.run(
                Call.post("session").body(new Credentials(name, password, false, null)),
                LoggedIn.class);
    }
}
