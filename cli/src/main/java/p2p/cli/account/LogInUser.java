package p2p.cli.account;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.cli.output.OwnShares;
import p2p.peer.PeerStatus;
import p2p.peer.control.Credentials;
import p2p.peer.session.LoggedIn;
import p2p.protocol.Names;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Log in, and share again what was shared. */
@Command(
        name = "login",
        description = "Log in, and share again what was shared.",
        footer = {"", "Example:", "  p2p login alice"})
public final class LogInUser extends ServiceCommand {

    @Mixin private UserAndPassword who;

    @Option(
            names = "--takeover",
            description =
                    "End the session that the account has elsewhere; of several devices, the one that was away for longest makes way.")
    private boolean takeover;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "What this device is called; the machine's name when left out.")
    private @Nullable String device;

    @Override
    protected int run(Service service, Output output) {
        LoggedIn loggedIn = loggedIn(service);
        output.done(loggedIn, "Logged in as " + loggedIn.user() + called(loggedIn) + ".");
        if (!output.look().json() && !loggedIn.shares().isEmpty()) {
            output.table(loggedIn.shares(), OwnShares.table(), "");
        }
        return 0;
    }

    /** The tracker numbers a name that another device has. */
    private String called(LoggedIn loggedIn) {
        return device == null || loggedIn.device() == null
                ? ""
                : ", on the device " + loggedIn.device();
    }

    /** By the password that was made for the user here, unless another one has been set. */
    private LoggedIn loggedIn(Service service) {
        Optional<MadePassword> made = who.isAskedFor() ? made(service) : Optional.empty();
        Optional<String> kept = made.flatMap(MadePassword::kept);
        if (kept.isPresent()) {
            try {
                return logIn(service, kept.get());
            } catch (Failure e) {
                if (!e.type().equals("wrong-credentials")) {
                    throw e;
                }
            }
        }
        LoggedIn loggedIn = logIn(service, who.password(surroundings().passwords()));
        if (kept.isPresent()) {
            made.get().forget();
        }
        return loggedIn;
    }

    private LoggedIn logIn(Service service, String password) {
        var credentials = new Credentials(who.user(), password, takeover, device);
        return service.run(Call.post("session").body(credentials), LoggedIn.class);
    }

    private Optional<MadePassword> made(Service service) {
        if (Names.whyNotName(who.user()).isPresent()) {
            return Optional.empty();
        }
        PeerStatus peer = service.run(Call.get("status"), PeerStatus.class);
        return Optional.of(MadePassword.of(peer, who.user()));
    }
}
