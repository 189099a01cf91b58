package p2p.cli.service;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import p2p.cli.control.Failure;
import p2p.cli.output.Output;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.PrivateFile;
import p2p.protocol.HostPort;
import p2p.protocol.TrackerList;
import p2p.protocol.TrackerList.BadTrackerList;

/**
 * A tracker on this machine, begun for a peer that knew no other; it outlives the peer's service.
 */
final class LocalTracker {

    private static final String PROGRAM = "tracker";

    /** How bin/p2p says where the program is that belongs to it. */
    private static final String PROGRAM_VARIABLE = "P2P_TRACKER_PROGRAM";

    private static final String EVERYWHERE = "0.0.0.0";
    private static final int FIRST_PORT = 7001;
    private static final int PORTS = 20;
    private static final int READY_SECONDS = 120;
    private static final long LOOK_MILLIS = 50;
    private static final int TO_CONNECT_MILLIS = 2_000;

    private final ServiceFolder home;
    private final Map<String, String> environment;
    private final Output output;
    private final Path list;
    private final Path process;
    private final Path log;

    LocalTracker(ServiceFolder home, Map<String, String> environment, Output output) {
        this.output = output;
        this.home = home;
        this.environment = environment;
        list = home.ownTracker();
        process = list.resolveSibling("process");
        log = list.resolveSibling("tracker.log");
    }

    /** Whether the program is on this machine. */
    boolean isPossible() {
        return program().isPresent();
    }

    private Optional<Path> program() {
        return Optional.ofNullable(environment.get(PROGRAM_VARIABLE))
                .map(Path::of)
                .or(() -> SearchPath.find(PROGRAM, environment))
                .or(() ->
                        ProcessHandle.current()
                                .info()
                                .command()
                                .map(Path::of)
                                .map(LocalTracker::beside))
                .filter(Files::isExecutable);
    }

    private static Path beside(Path own) {
        return own.resolveSibling(PROGRAM);
    }

    /** Runs it, unless it does; returns how it is reached. */
    TrackerList.Entry begin() {
        try {
            if (!home.hasTracker()) {
                home.create();
                new ServiceFolder(list.resolveSibling("")).create();
                String address = new HostPort(ownAddress(), freePort()).toString();
                PrivateFile.write(list, (address + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            TrackerList.Entry entry = TrackerList.read(list).trackers().getFirst();
            if (!answers(entry.address())) {
                start(entry);
            }
            return entry;
        } catch (BadTrackerList e) {
            throw notStarted(e.getMessage());
        } catch (IOException e) {
            throw notStarted(DiskTrouble.of(list, e).getMessage());
        }
    }

    private void start(TrackerList.Entry entry) throws IOException {
        Path program =
                program().orElseThrow(() -> notStarted("There is no program 'tracker' here."));
        long logged = Files.exists(log) ? Files.size(log) : 0;
        var builder =
                new ProcessBuilder(
                                "setsid",
                                program.toString(),
                                list.toString(),
                                "1",
                                "--data",
                                list.resolveSibling("data").toString())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("QUARKUS_HTTP_HOST", EVERYWHERE);
        Process started = builder.start();
        PrivateFile.write(
                process, identity(started.toHandle()).getBytes(StandardCharsets.US_ASCII));
        waitFor(started, entry.address(), logged);
        output.note(
                "A tracker runs on this machine from now on, at %s; 'p2p down --tracker' ends it."
                        .formatted(entry.address()));
    }

    private void waitFor(Process started, HostPort address, long logged) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        try {
            while (System.nanoTime() < end) {
                if (started.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw notStarted(lastLine(logged));
                }
                if (answers(address)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        started.destroy();
        throw notStarted("It was not ready in time; see " + log + ".");
    }

    private String lastLine(long logged) throws IOException {
        byte[] all = Files.readAllBytes(log);
        return new String(all, (int) logged, all.length - (int) logged, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((_, last) -> last)
                .orElse("It ended at once.");
    }

    boolean isRunning() {
        return running().isPresent();
    }

    /** Whether one ran, and was ended. */
    boolean end() {
        Optional<ProcessHandle> running = running();
        running.ifPresent(handle -> {
            handle.destroy();
            handle.onExit().join();
        });
        return running.isPresent();
    }

    /** Another process may have its number by now. */
    private Optional<ProcessHandle> running() {
        try {
            String kept = Files.readString(process);
            return ProcessHandle.of(Long.parseLong(kept.split(" ")[0]))
                    .filter(handle -> identity(handle).equals(kept));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Failure.refused("home", DiskTrouble.of(process, e).getMessage());
        }
    }

    private static String identity(ProcessHandle handle) {
        long since = handle.info().startInstant().map(instant -> instant.toEpochMilli()).orElse(0L);
        return handle.pid() + " " + since;
    }

    private static Failure notStarted(String why) {
        return Failure.refused("not-started", "No tracker could be started here: " + why);
    }

    private static boolean answers(HostPort address) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.host(), address.port()), TO_CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(EVERYWHERE, port));
                return port;
            } catch (IOException e) {
                continue;
            }
        }
        throw notStarted(
                "The ports %d to %d are all in use.".formatted(FIRST_PORT, FIRST_PORT + PORTS - 1));
    }

    /** The one from which the world is reached, else any that others may see. */
    private static String ownAddress() throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress("192.0.2.1", FIRST_PORT));
            InetAddress local = socket.getLocalAddress();
            if (!local.isAnyLocalAddress() && !local.isLoopbackAddress()) {
                return local.getHostAddress();
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            // There is no way out, so the interfaces are looked at.
        }
        return NetworkInterface.networkInterfaces()
                .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .filter(address -> !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse("127.0.0.1");
    }
}
