package p2p.cli.stage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static p2p.cli.stage.Namespaces.assertDone;
import static p2p.cli.stage.Namespaces.ip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Several machines behind a router that lets others in to whom it is asked to: miniupnpd. */
public final class MappingHome implements AutoCloseable {

    /** The router itself, seen from inside. */
    public static final String ROUTER = "192.168.78.1";

    /**
     * What the router says that its address outside is: miniupnpd takes none that are for tests or
     * documents, and nothing is sent there.
     */
    public static final String OUTSIDE = "192.1.2.3";

    /** What the router understands. */
    public enum Speaks {
        PCP("udp dport 1900 drop; udp dport 5351 @th,64,8 0 drop;"),
        NAT_PMP("udp dport 1900 drop; udp dport 5351 @th,64,8 2 drop;"),
        UPNP("udp dport 5351 drop;");

        private final String deaf;

        Speaks(String deaf) {
            this.deaf = deaf;
        }
    }

    private final String router;
    private final List<String> machines;
    private final Process miniupnpd;

    private MappingHome(String router, List<String> machines, Process miniupnpd) {
        this.router = router;
        this.machines = machines;
        this.miniupnpd = miniupnpd;
    }

    /** With two machines; the router keeps its files in the folder. */
    static MappingHome wired(String router, List<String> machines, Speaks speaks, Path folder)
            throws IOException {
        assertDone("-n", router, "link", "add", "lan", "type", "bridge");
        assertDone("-n", router, "addr", "add", ROUTER + "/24", "dev", "lan");
        assertDone("-n", router, "link", "set", "lan", "up");
        for (int i = 0; i < machines.size(); i++) {
            String machine = machines.get(i);
            assertDone(
                    "-n", router, "link", "add", "m" + i, "type", "veth", "peer", "name", "card",
                    "netns", machine);
            assertDone("-n", router, "link", "set", "m" + i, "master", "lan", "up");
            assertDone("-n", machine, "addr", "add", inside(i) + "/24", "dev", "card");
            assertDone("-n", machine, "link", "set", "card", "up");
            assertDone("-n", machine, "route", "add", "default", "via", ROUTER);
        }
        Path rules = Files.writeString(folder.resolve("rules.nft"), rules(speaks));
        assumeTrue(
                ip("netns", "exec", router, "nft", "-f", rules.toString()).exitCode() == 0,
                "nft is missing: there is no router that can be asked");
        return new MappingHome(router, machines, miniupnpd(router, folder));
    }

    /** Drops what nobody has asked for, and keeps the port of whoever goes out. */
    private static String rules(Speaks speaks) {
        return """
        table inet filter {
          chain input { type filter hook input priority 0; policy accept;
            iifname "wan" drop; %s
          }
          chain forward { type filter hook forward priority 0; policy drop;
            ct state established,related accept
            iifname "lan" accept
            jump miniupnpd
          }
          chain miniupnpd { }
          chain prerouting { type nat hook prerouting priority -100; policy accept;
            jump prerouting_miniupnpd
          }
          chain postrouting { type nat hook postrouting priority 100; policy accept;
            jump postrouting_miniupnpd
            oifname "wan" masquerade
          }
          chain prerouting_miniupnpd { }
          chain postrouting_miniupnpd { }
        }
        """
                .formatted(speaks.deaf);
    }

    private static Process miniupnpd(String router, Path folder) throws IOException {
        Path settings =
                Files.writeString(
                        folder.resolve("miniupnpd.conf"),
                        """
                        ext_ifname=wan
                        ext_ip=%s
                        listening_ip=lan
                        enable_natpmp=yes
                        enable_upnp=yes
                        secure_mode=yes
                        uuid=5d0cbd4c-8b17-4f0c-9f4f-6b8a2e6f0d11
                        upnp_table_name=filter
                        upnp_nat_table_name=filter
                        upnp_forward_chain=miniupnpd
                        upnp_nat_chain=prerouting_miniupnpd
                        upnp_nat_postrouting_chain=postrouting_miniupnpd
                        allow 1024-65535 0.0.0.0/0 1024-65535
                        deny 0-65535 0.0.0.0/0 0-65535
                        """
                                .formatted(OUTSIDE));
        assumeTrue(
                ip("netns", "exec", router, "miniupnpd", "--version").exitCode() == 0,
                "miniupnpd is missing: there is no router that can be asked");
        return new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        router,
                        "miniupnpd",
                        "-d",
                        "-f",
                        settings.toString(),
                        "-P",
                        folder.resolve("miniupnpd.pid").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("miniupnpd.log").toFile())
                .start();
    }

    private static String inside(int machine) {
        return "192.168.78." + (machine + 10);
    }

    /** The namespaces of those who live there. */
    public List<String> machines() {
        return machines;
    }

    /** Whom the router lets in, as the kernel has it: each as its port outside, and where to. */
    public List<String> mappings() throws IOException {
        return ip(
                        "netns",
                        "exec",
                        router,
                        "nft",
                        "list",
                        "chain",
                        "inet",
                        "filter",
                        "prerouting_miniupnpd")
                .out()
                .lines()
                .filter(line -> line.contains("dnat"))
                .map(line -> line.replaceFirst(".*dport ([0-9]+).* dnat ip to (\\S+).*", "$1 $2"))
                .toList();
    }

    /** That port outside, and the same one of that machine. */
    public static String mapping(int outsidePort, int machine, int port) {
        return outsidePort + " " + inside(machine) + ":" + port;
    }

    @Override
    public void close() {
        miniupnpd.destroy();
    }
}
