package p2p.cli.service;

import java.util.ArrayList;
import java.util.List;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Output;
import p2p.cli.output.Printable;
import p2p.peer.PeerStatus;
import picocli.CommandLine.Command;

/** Say who is logged in, to which tracker, and what is moving. */
@Command(
        name = "status",
        description = "Say who is logged in, to which tracker, and what is moving.",
        footer = {"", "Example:", "  p2p status"})
public final class Status extends ServiceCommand {

    @Override
    protected boolean onlyLooks() {
        return true;
    }

    @Override
    protected int run(Service service, Output output) {
        PeerStatus status = service.run(Call.get("status").atOnce(), PeerStatus.class);
        var lines =
                new ArrayList<>(
                        List.of(
                                "User       " + (status.user() == null ? "nobody" : status.user()),
                                "Home       " + Printable.escape(status.home()),
                                "Listen     " + status.listen(),
                                "Tracker    " + tracker(status),
                                "Shares     " + status.shares(),
                                "Downloads  " + status.downloads()));
        if (status.router() != null) {
            lines.add("Router     " + status.router());
        }
        if (status.notice() != null) {
            lines.add("Notice     " + Printable.escape(status.notice()));
        }
        output.lines(status, lines);
        return 0;
    }

    private static String tracker(PeerStatus status) {
        if (status.tracker() == null) {
            return status.user() == null ? "none, since nobody is logged in" : "none reached";
        }
        return status.tracker() + (status.attached() ? ", attached" : "");
    }
}
