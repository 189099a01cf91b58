package p2p.cli.service;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Amounts;
import p2p.cli.output.Output;
import p2p.cli.output.Printable;
import p2p.peer.diagnosis.Diagnosis;
import p2p.peer.diagnosis.DownloadFound;
import p2p.peer.diagnosis.NetworkFound;
import p2p.peer.diagnosis.RouterKind;
import p2p.peer.diagnosis.SeederFound;
import p2p.peer.diagnosis.TrackerFound;
import p2p.peer.diagnosis.WayFound;
import p2p.peer.download.DownloadInfo;
import p2p.peer.order.DownloadState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Look at the network, and say why a download is as fast as it is. */
@Command(
        name = "doctor",
        description = {
            "Say what kind of network this is, who can reach this peer, and why a download is as fast"
                    + " as it is."
        },
        footer = {
            "",
            "It looks for some seconds, and knocks at the seeders' addresses.",
            "",
            "Example:",
            "  p2p doctor",
            "  p2p doctor film holiday.mkv"
        })
public final class Doctor extends ServiceCommand {

    @Parameters(arity = "0..1", paramLabel = "GROUP", description = "The group of the file.")
    @Nullable String group;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "A file of the group, that is or could be downloaded; what is on its way when left out.")
    @Nullable String file;

    @Override
    protected boolean onlyLooks() {
        return true;
    }

    @Override
    protected int run(Service service, Output output) {
        if (group != null && file == null) {
            throw Failure.usage("Name a file of the group, too.");
        }
        if (file == null) {
            nameWhatIsUnderWay(service);
        }
        Diagnosis found =
                service.run(
                        Call.get("diagnosis").with("group", group).with("file", file),
                        Diagnosis.class);
        var lines = new ArrayList<String>();
        network(found.network(), lines);
        lines.add("");
        lines.add("Trackers");
        found.trackers().forEach(tracker -> lines.add(line(tracker)));
        if (found.file() != null) {
            lines.add("");
            download(found.file(), lines);
        }
        lines.add("");
        lines.addAll(found.meaning());
        output.lines(found, lines.stream().map(Printable::escape).toList());
        return 0;
    }

    private void nameWhatIsUnderWay(Service service) {
        service.list(Call.get("downloads"), DownloadInfo.class).stream()
                .filter(download -> download.state() == DownloadState.DOWNLOADING)
                .findFirst()
                .ifPresent(download -> {
                    group = download.group();
                    file = download.file();
                });
    }

    private static void network(NetworkFound network, List<String> lines) {
        lines.add("Network");
        lines.add("  Listens at  " + network.listen() + addresses(network));
        lines.add("  Seen at     " + (network.seen() == null ? "not known" : network.seen()));
        lines.add("  Router      " + router(network.router()));
        lines.add("  Others      " + others(network));
        lines.add("  Relay       " + (network.relay() ? "there is one" : "none is offered"));
    }

    private static String addresses(NetworkFound network) {
        return network.addresses().isEmpty()
                ? ""
                : ", on " + String.join(", ", network.addresses());
    }

    private static String router(RouterKind router) {
        return switch (router) {
            case NONE -> "none that changes addresses";
            case KEEPS_PORTS -> "keeps ports";
            case CHANGES_PORTS -> "gives each connection another port";
            case UNKNOWN -> "not known; a second tracker would show it";
        };
    }

    private static String others(NetworkFound network) {
        if (network.reachable() == null) {
            return "not tried yet";
        }
        return network.reachable()
                ? "can connect to this peer"
                : "cannot connect to this peer: " + network.whyNot();
    }

    private static String line(TrackerFound tracker) {
        return "  "
                + tracker.address()
                + "  "
                + answer(tracker.millis(), tracker.reason())
                + (tracker.inUse() ? ", in use" : "");
    }

    private static String answer(@Nullable Long millis, @Nullable String reason) {
        return millis == null ? String.valueOf(reason) : millis + " ms";
    }

    private static void download(DownloadFound download, List<String> lines) {
        String rate = download.rate() == null ? "" : ", " + Amounts.rate(download.rate());
        lines.add("Seeders of " + download.group() + "/" + download.file() + rate);
        if (download.seeders().isEmpty()) {
            lines.add("  none");
        }
        for (SeederFound seeder : download.seeders()) {
            lines.add("  " + seeder.user() + "  " + connected(seeder));
            for (WayFound way : seeder.ways()) {
                lines.add("    " + way.address() + "  " + answer(way.millis(), way.reason()));
            }
        }
    }

    private static String connected(SeederFound seeder) {
        String via = seeder.connected();
        if (via == null) {
            return "not connected";
        }
        return via
                + (seeder.waits() ? ", waiting for its turn" : ", " + Amounts.rate(seeder.rate()));
    }
}
