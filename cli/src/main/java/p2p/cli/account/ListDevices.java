package p2p.cli.account;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import p2p.cli.control.Call;
import p2p.cli.control.Service;
import p2p.cli.control.ServiceCommand;
import p2p.cli.output.Amounts;
import p2p.cli.output.Output;
import p2p.cli.output.Table;
import p2p.protocol.api.BrowserInfo;
import p2p.protocol.api.DeviceInfo;
import p2p.protocol.api.OwnDevices;
import picocli.CommandLine.Command;

/** List the devices that you are logged in on. */
@Command(
        name = "devices",
        description = "List the devices, and browsers, that you are logged in on.",
        footer = {
            "",
            "KEY begins the fingerprint of its peer; a program without a peer has none. Of a",
            "browser signed in at a tracker's page it says so; it takes no device's place.",
            "",
            "Example:",
            "  p2p devices"
        })
public final class ListDevices extends ServiceCommand {

    private static final int SHOWN_OF_KEY = 12;

    @Override
    protected int run(Service service, Output output) {
        OwnDevices own = service.run(Call.get("tracker", "devices"), OwnDevices.class);
        if (output.look().json()) {
            output.document(own);
            return 0;
        }
        var table =
                new Table<Line>()
                        .text("DEVICE", Line::name)
                        .text("KEY", Line::key)
                        .time("LOGGED IN", Line::since)
                        .text(
                                "SEEN",
                                it -> it.seen(Amounts::moment),
                                it -> it.seen(Instant::toString))
                        .text("ADDRESS", Line::address)
                        .text("THIS", it -> it.current() ? "this one" : "");
        List<BrowserInfo> browsers = Objects.requireNonNullElse(own.browsers(), List.of());
        output.table(
                Stream.concat(own.devices().stream().map(Line::of), browsers.stream().map(Line::of))
                        .toList(),
                table,
                "");
        return 0;
    }

    private record Line(
            String name,
            String key,
            Instant since,
            Optional<Instant> seen,
            String address,
            boolean current) {

        static Line of(DeviceInfo it) {
            return new Line(
                    it.name(),
                    ListDevices.key(it),
                    it.since(),
                    Optional.of(it.seen()).filter(_ -> !it.there()),
                    it.address() == null ? "" : it.address(),
                    it.current());
        }

        static Line of(BrowserInfo it) {
            return new Line(
                    it.name(), "browser", it.since(), Optional.of(it.seen()), it.address(), false);
        }

        String seen(Function<Instant, String> shown) {
            return seen.map(shown).orElse("there now");
        }
    }

    private static String key(DeviceInfo device) {
        return device.fingerprint() == null
                ? ""
                : device.fingerprint().hex().substring(0, SHOWN_OF_KEY);
    }
}
