package p2p.cli.file;

import java.util.List;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.control.WideOption;
import p2p.cli.output.Output;
import p2p.cli.output.OwnShares;
import p2p.peer.PeerStatus;
import p2p.peer.share.OwnShare;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** List what you share, and what of it can be fetched from here. */
@Command(
        name = "my_shares",
        aliases = "my-shares",
        description = "List what you share, and what of it can be fetched from here.",
        footer = {"", "Example:", "  p2p my_shares"})
public final class MyShares extends ServiceCommand {

    @Mixin private WideOption wide;

    @Override
    protected boolean onlyLooks() {
        return true;
    }

    @Override
    protected int run(Service service, Output output) {
        List<OwnShare> shares =
                service.list(Call.get("shares").with("versions", true), OwnShare.class);
        wide.of(output).table(shares, OwnShares.table(), shares.isEmpty() ? none(service) : "");
        return 0;
    }

    private static String none(Service service) {
        return service.run(Call.get("status"), PeerStatus.class).user() == null
                ? "Nobody is logged in, so nothing is shared from here."
                : "You share nothing.";
    }
}
