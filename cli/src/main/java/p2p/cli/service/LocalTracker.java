package p2p.cli.service;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
public final class LocalTracker {

    private static final String PROGRAM = "p2p-tracker";

    /** How bin/p2p says where the program is that belongs to it. */
    private static final String PROGRAM_VARIABLE = "P2P_TRACKER_PROGRAM";

    private static final File NOTHING = new File("/dev/null");
    private static final String EVERYWHERE = "0.0.0.0";
    private static final int FIRST_PORT = 7001;
    private static final int PORTS = 20;
    private static final int READY_SECONDS = 120;
    private static final long LOOK_MILLIS = 20;
    private static final int MOST_OTHERS = 3;

    /** What the program says in its log. */
    private static final String READY = " is ready at ";

    private static final Pattern IDENTITY = Pattern.compile(" by: (\\S+ [0-9a-f]{64})\\b");

    private static final String TAKEN = "in use";

    private final ServiceFolder home;
    private final Map<String, String> environment;
    private final Output output;
    private final Path list;
    private final Path log;
    private final KeptProcess process;
    private final String ending;
    private boolean isNew;
    private Optional<Process> preparing = Optional.empty();

    public LocalTracker(Launcher launcher) {
        home = launcher.home();
        environment = launcher.environment();
        output = launcher.output();
        ending = launcher.command("down --tracker");
        list = home.ownTracker();
        log = list.resolveSibling("tracker.log");
        process = new KeptProcess(list.resolveSibling("process"));
    }

    /** Whether the program is on this machine. */
    boolean isPossible() {
        return program().isPresent();
    }

    private Optional<Path> program() {
        return Optional.ofNullable(environment.get(PROGRAM_VARIABLE))
                .map(Path::of)
                .or(LocalTracker::beside)
                .or(() -> SearchPath.find(PROGRAM, environment))
                .filter(Files::isExecutable);
    }

    private static Optional<Path> beside() {
        return ProcessHandle.current()
                .info()
                .command()
                .map(own -> Path.of(own).resolveSibling(PROGRAM))
                .filter(Files::isExecutable);
    }

    /**
     * Makes its database beforehand, which takes the longest of a first start; a start meanwhile
     * waits for it. Ctrl-C ends this, too. What is there already is nobody's to abandon.
     */
    void prepare() {
        if (Files.exists(data())) {
            return;
        }
        try {
            home.create();
            preparing =
                    Optional.of(
                            new ProcessBuilder(
                                            program().orElseThrow().toString(),
                                            "prepare",
                                            "--data",
                                            data().toString())
                                    .redirectInput(NOTHING)
                                    .redirectErrorStream(true)
                                    .redirectOutput(NOTHING)
                                    .start());
        } catch (IOException e) {
            preparing = Optional.empty();
        }
    }

    /** Another tracker was chosen. It lets PostgreSQL end what it began, to leave nothing. */
    void abandon() {
        preparing.ifPresent(process -> {
            try {
                process.waitFor();
                remove(data());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw Failure.refused("home", DiskTrouble.of(data(), e).getMessage());
            }
        });
        preparing = Optional.empty();
    }

    private static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> inside = Files.list(folder)) {
                for (Path each : inside.toList()) {
                    remove(each);
                }
            }
        }
        Files.deleteIfExists(folder);
    }

    private Path data() {
        return list.resolveSibling("data");
    }

    /** Runs it, unless it does, and waits until it is ready; returns how others reach it. */
    TrackerList.Entry begin() {
        for (int others = 0; ; others++) {
            Optional<String> whyNot = whyNotReady(start());
            if (whyNot.isEmpty()) {
                output.note(runs());
                return identified();
            }
            if (!isNew || others == MOST_OTHERS || !whyNot.get().contains(TAKEN)) {
                throw notStarted(whyNot.get());
            }
            forget();
        }
    }

    /** It is ours, so that what it says of itself in its log is right. */
    private TrackerList.Entry identified() {
        TrackerList.Entry entry = entry();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.flatMap(line -> IDENTITY.matcher(line).results())
                    .map(found -> TrackerList.entry(1, found.group(1)))
                    .filter(entry::isAt)
                    .findFirst()
                    .orElse(entry);
        } catch (IOException e) {
            throw notStarted(DiskTrouble.of(log, e).getMessage());
        }
    }

    /** Somebody else was quicker to take the port. */
    private void forget() {
        try {
            PrivateFile.remove(list);
        } catch (IOException e) {
            throw notStarted(DiskTrouble.of(list, e).getMessage());
        }
    }

    /** Of one that was begun here. */
    TrackerList.Entry entry() {
        try {
            return TrackerList.read(list).trackers().getFirst();
        } catch (BadTrackerList e) {
            throw notStarted(e.getMessage());
        }
    }

    /** Whoever else begins it meanwhile waits, and finds it running. */
    ProcessHandle start() {
        home.create();
        try (var _ = Turn.at(new ServiceFolder(list.resolveSibling("")), output)) {
            Optional<ProcessHandle> running = process.running();
            return running.isPresent() ? running.get() : launch();
        } catch (IOException e) {
            throw notStarted(DiskTrouble.of(list, e).getMessage());
        }
    }

    private ProcessHandle launch() throws IOException {
        Path program =
                program().orElseThrow(() -> notStarted("There is no program " + PROGRAM + "."));
        if (!home.hasTracker()) {
            String address = new HostPort(ownAddress(), freePort()).toString();
            PrivateFile.write(list, (address + "\n").getBytes(StandardCharsets.US_ASCII));
            isNew = true;
        }
        if (Files.exists(log)) {
            Files.move(
                    log,
                    log.resolveSibling("tracker.log.before"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        var builder =
                new ProcessBuilder(
                                "setsid",
                                program.toString(),
                                list.toString(),
                                "1",
                                "--data",
                                data().toString())
                        .redirectInput(NOTHING)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("QUARKUS_HTTP_HOST", EVERYWHERE);
        ProcessHandle started = builder.start().toHandle();
        process.keep(started);
        return started;
    }

    private Optional<String> whyNotReady(ProcessHandle running) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        try {
            while (System.nanoTime() < end) {
                if (isReady()) {
                    return Optional.empty();
                }
                if (!running.isAlive()) {
                    return Optional.of(lastLine());
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.of("It was not ready in time; see " + log + ".");
    }

    private boolean isReady() {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains(READY));
        } catch (IOException e) {
            return false;
        }
    }

    private String lastLine() {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> !line.isBlank())
                    .reduce((_, last) -> last)
                    .orElse("It ended at once.");
        } catch (IOException e) {
            return "It ended at once.";
        }
    }

    boolean isRunning() {
        return process.running().isPresent();
    }

    private String runs() {
        return "A tracker runs on this machine, at %s; '%s' ends it."
                .formatted(entry().address(), ending);
    }

    /** What to say where one runs. */
    public Optional<String> runsHere() {
        return isRunning() ? Optional.of(runs()) : Optional.empty();
    }

    /** Whether one ran, and was ended. */
    boolean end() {
        Optional<ProcessHandle> running = process.running();
        running.ifPresent(handle -> {
            handle.destroy();
            try {
                handle.onExit().get(READY_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                throw Failure.refused(
                        "still-running",
                        "The tracker (process " + handle.pid() + ") has not ended yet.");
            }
        });
        return running.isPresent();
    }

    private static Failure notStarted(String why) {
        return Failure.refused("not-started", "No tracker could be started here: " + why);
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
