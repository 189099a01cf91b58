package p2p.cli.stage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static p2p.cli.stage.Namespaces.assertDone;
import static p2p.cli.stage.Namespaces.ip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import p2p.testkit.Ports;
import p2p.testkit.Programs;

/**
 * A network to which this machine and households behind routers are connected, made of network
 * namespaces; it takes root, ip and iptables.
 */
public final class Internet implements AutoCloseable {

    /** Names the kinds of routers that are tried; where it is said, all of this is. */
    public static final String ROUTERS = "p2p.routers";

    private static final int PRIVATE_THIRD = 77;

    private final int port = Ports.take();
    private final String core = "p2p-core-" + port;
    private final Deque<String> namespaces = new ArrayDeque<>();
    private int addresses = 1;
    private int wires;

    private Internet() {}

    /** The test does not run where there can be none. */
    public static Internet open() throws IOException {
        assumeTrue(
                Programs.areNative() || System.getProperty(ROUTERS) != null,
                "each command here would start a Java machine: make test-networks tries it with that, too");
        var internet = new Internet();
        assumeTrue(
                ip("netns", "add", internet.core).exitCode() == 0,
                "ip is missing or may not make a network: there is none to try this on");
        internet.namespaces.push(internet.core);
        assertDone("-n", internet.core, "link", "add", "core", "type", "bridge");
        assertDone("-n", internet.core, "link", "set", "core", "up");
        String here = "here" + internet.port;
        assertDone(
                "link",
                "add",
                here,
                "type",
                "veth",
                "peer",
                "name",
                "here",
                "netns",
                internet.core);
        assertDone("-n", internet.core, "link", "set", "here", "master", "core", "up");
        assertDone("addr", "add", internet.address(1) + "/24", "dev", here);
        assertDone("link", "set", here, "up");
        return internet;
    }

    /** Where this machine is, with a port that is free; plainly, since nobody else is in here. */
    public String tracker() {
        return "http://" + address(1) + ":" + port;
    }

    private String address(int number) {
        return "198.1" + (8 + port / 256 % 2) + "." + port % 256 + "." + number;
    }

    /** What a household has between itself and the others. */
    public enum Router {
        /** None: whoever is there has an address that all can reach. */
        NONE,
        /** Nobody is let in who was not spoken to, on that machine itself. */
        WALL,
        /** Whoever comes to a port is let in. */
        FORWARDING,
        /** Keeps the port, and lets in whom somebody has spoken to from there. */
        RESTRICTED,
        /** Another port for each connection. */
        SYMMETRIC,
        /** Two routers, one behind the other. */
        TWO
    }

    /** Somebody's machine there; the answer is its namespace. */
    public String household(Router router) throws IOException {
        String person = namespace("who");
        if (router == Router.NONE || router == Router.WALL) {
            connect(person);
            if (router == Router.WALL) {
                letNobodyIn(person, "INPUT");
            }
            return person;
        }
        String outer = namespace("router");
        connect(outer);
        assertDone("netns", "exec", outer, "sysctl", "-q", "net.ipv4.ip_forward=1");
        String inner = router == Router.TWO ? behind(outer, 1, namespace("router")) : outer;
        if (router == Router.TWO) {
            assertDone("netns", "exec", inner, "sysctl", "-q", "net.ipv4.ip_forward=1");
            guard(inner, Router.RESTRICTED, inside(1, 2), inside(2, 2));
        }
        behind(inner, router == Router.TWO ? 2 : 1, person);
        guard(outer, router, lastAddress(), inside(1, 2));
        return person;
    }

    /** Two machines behind a router that can be asked to let others in. */
    public MappingHome home(MappingHome.Speaks speaks, Path folder) throws IOException {
        String router = namespace("router");
        connect(router);
        assertDone("netns", "exec", router, "sysctl", "-q", "net.ipv4.ip_forward=1");
        return MappingHome.wired(
                router, List.of(namespace("who"), namespace("who")), speaks, folder);
    }

    private static String inside(int layer, int number) {
        return "192.168." + (PRIVATE_THIRD + layer) + "." + number;
    }

    private String lastAddress() {
        return address(addresses);
    }

    private String namespace(String what) throws IOException {
        String name = "p2p-" + what + port + "-" + namespaces.size();
        assertDone("netns", "add", name);
        namespaces.push(name);
        assertDone("-n", name, "link", "set", "lo", "up");
        return name;
    }

    private void connect(String namespace) throws IOException {
        String wire = "w" + wires++;
        assertDone(
                "-n", core, "link", "add", wire, "type", "veth", "peer", "name", "wan", "netns",
                namespace);
        assertDone("-n", core, "link", "set", wire, "master", "core", "up");
        addresses++;
        assertDone("-n", namespace, "addr", "add", lastAddress() + "/24", "dev", "wan");
        assertDone("-n", namespace, "link", "set", "wan", "up");
    }

    private String behind(String router, int layer, String namespace) throws IOException {
        assertDone(
                "-n", router, "link", "add", "lan", "type", "veth", "peer", "name", "wan", "netns",
                namespace);
        assertDone("-n", router, "addr", "add", inside(layer, 1) + "/24", "dev", "lan");
        assertDone("-n", router, "link", "set", "lan", "up");
        assertDone("-n", namespace, "addr", "add", inside(layer, 2) + "/24", "dev", "wan");
        assertDone("-n", namespace, "link", "set", "wan", "up");
        assertDone("-n", namespace, "route", "add", "default", "via", inside(layer, 1));
        return namespace;
    }

    /** Drops what nobody has asked for without a word, as those in homes do. */
    private static void guard(String router, Router kind, String outside, String inside)
            throws IOException {
        tables(router, "-P", "INPUT", "DROP");
        if (kind == Router.FORWARDING) {
            tables(
                    router,
                    "-t",
                    "nat",
                    "-A",
                    "PREROUTING",
                    "-i",
                    "wan",
                    "-p",
                    "tcp",
                    "-j",
                    "DNAT",
                    "--to-destination",
                    inside);
        } else {
            letNobodyIn(router, "FORWARD");
        }
        if (kind == Router.SYMMETRIC) {
            tables(
                    router,
                    "-t",
                    "nat",
                    "-A",
                    "POSTROUTING",
                    "-o",
                    "wan",
                    "-j",
                    "MASQUERADE",
                    "--random-fully");
        } else {
            tables(
                    router,
                    "-t",
                    "nat",
                    "-A",
                    "POSTROUTING",
                    "-o",
                    "wan",
                    "-j",
                    "SNAT",
                    "--to-source",
                    outside);
        }
    }

    private static void letNobodyIn(String namespace, String chain) throws IOException {
        tables(
                namespace,
                "-A",
                chain,
                "-i",
                "wan",
                "-m",
                "conntrack",
                "--ctstate",
                "NEW,INVALID",
                "-j",
                "DROP");
    }

    private static void tables(String router, String... words) throws IOException {
        String[] command = new String[words.length + 4];
        command[0] = "netns";
        command[1] = "exec";
        command[2] = router;
        command[3] = "iptables";
        System.arraycopy(words, 0, command, 4, words.length);
        assumeTrue(ip(command).exitCode() == 0, "iptables is missing: there is no router");
    }

    /** Links go with the namespaces, as soon as nothing runs there. */
    @Override
    public void close() throws IOException {
        while (!namespaces.isEmpty()) {
            ip("netns", "delete", namespaces.pop());
        }
    }
}
