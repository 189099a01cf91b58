package p2p.cli.account;

import com.fasterxml.jackson.databind.JsonNode;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import picocli.CommandLine.Command;

/** Print what the trackers have stored about you. */
@Command(
        name = "export_account",
        aliases = "export-account",
        description = "Print what the trackers have stored about you, as JSON.",
        footer = {
            "",
            "Passwords and codes are stored as hashes alone, and left out.",
            "",
            "Example:",
            "  p2p export_account > about-me.json"
        })
public final class ExportAccount extends ServiceCommand {

    @Override
    protected int run(Service service, Output output) {
        output.document(service.run(Call.get("tracker", "accounts", "me", "data"), JsonNode.class));
        return 0;
    }
}
