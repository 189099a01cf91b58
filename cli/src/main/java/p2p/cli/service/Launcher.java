package p2p.cli.service;

import java.util.List;
import java.util.Map;
import p2p.cli.control.Passwords;
import p2p.cli.output.Output;
import p2p.protocol.HostPort;

/** What the root command tells those commands that start or end a service. */
public interface Launcher {

    Output output();

    Passwords passwords();

    /** A command as the user types it here. */
    String command(String words);

    /** The chosen peer's folder. */
    ServiceFolder home();

    /** The chosen peer's folder, or one for this address. */
    ServiceFolder home(HostPort listen);

    Map<String, String> environment();

    /** This process's own arguments. */
    List<String> arguments();
}
