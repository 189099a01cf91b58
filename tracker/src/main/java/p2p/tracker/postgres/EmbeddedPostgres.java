package p2p.tracker.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL under a data folder, shared by the trackers on it: the first one starts it, the
 * last one to leave stops it, and whoever finds it dead starts it again.
 *
 * <p>Each tracker holds a shared lock on one file while it lives, and the lock of a second file
 * while it starts or stops the server. The system frees the locks of a killed process.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);
    private static final long CHECK_MILLIS = 1000;
    private static final long POLL_MILLIS = 20;

    private final Path folder;
    private final PostgresServer server;
    private final FileChannel changing;
    private final FileChannel living;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("postgres-watch").factory());
    private @Nullable FileLock alive;
    private String lastComplaint = "";

    private EmbeddedPostgres(Path folder, PostgresServer server) throws IOException {
        this.folder = folder;
        this.server = server;
        this.changing = lockFile("change.lock");
        this.living = lockFile("trackers.lock");
    }

    /** Starts the server of this folder, or joins it if it runs. */
    public static EmbeddedPostgres join(
            Path folder, Map<String, String> environment, String moreSettings)
            throws DatabaseUnavailable {
        try {
            EmbeddedPostgres postgres = in(folder, environment, moreSettings);
            try {
                postgres.enter();
                return postgres;
            } catch (IOException | DatabaseUnavailable | RuntimeException e) {
                postgres.closeFiles();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /** Makes the data of this folder, unless they are there, for whoever joins it later. */
    public static void prepare(Path folder, Map<String, String> environment)
            throws DatabaseUnavailable {
        try {
            EmbeddedPostgres postgres = in(folder, environment, "");
            try (FileLock _ = postgres.changing.lock()) {
                postgres.make();
            } finally {
                postgres.closeFiles();
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static EmbeddedPostgres in(
            Path folder, Map<String, String> environment, String moreSettings) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            Files.createDirectories(absolute);
            Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rwx------"));
        }
        absolute = absolute.toRealPath();
        return new EmbeddedPostgres(
                absolute, new PostgresServer(absolute, environment, moreSettings));
    }

    private static DatabaseUnavailable unusable(Path folder, IOException e) {
        return new DatabaseUnavailable(
                "The data folder " + folder + " cannot be used: " + reason(e) + ".");
    }

    private void make() throws IOException, DatabaseUnavailable {
        if (!server.exists()) {
            server.make();
        }
    }

    /** Whether a tracker has made its database in that folder. */
    public static boolean isMadeIn(Path folder) {
        return Files.isDirectory(folder.resolve("postgres").resolve("data"));
    }

    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "it is not a folder";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    public DatabaseAccess access() throws IOException {
        return server.access();
    }

    private synchronized void enter() throws IOException, DatabaseUnavailable {
        try (FileLock _ = changing.lock()) {
            boolean alone;
            try (FileLock everybody = living.tryLock()) {
                alone = everybody != null;
            }
            alive = living.lock(0, Long.MAX_VALUE, true);
            make();
            bringUp(alone);
        }
        watch.scheduleWithFixedDelay(
                this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** While this tracker has the lock nobody else starts or stops the server on purpose. */
    private void bringUp(boolean mayMove) throws IOException, DatabaseUnavailable {
        Postmaster.State state;
        while ((state = server.state()) != Postmaster.State.READY) {
            switch (state) {
                case GONE -> server.start(mayMove);
                case STOPPING -> server.stop();
                default -> pause();
            }
        }
    }

    private synchronized void check() {
        try {
            if (alive == null || server.state() == Postmaster.State.READY) {
                return;
            }
            try (FileLock mine = changing.tryLock()) {
                if (mine != null && server.state() != Postmaster.State.READY) {
                    bringUp(false);
                    LOG.warn("PostgreSQL was gone, and has been started again.");
                    lastComplaint = "";
                }
            }
        } catch (IOException | DatabaseUnavailable | RuntimeException e) {
            String complaint = String.valueOf(e.getMessage());
            if (!lastComplaint.equals(complaint)) {
                lastComplaint = complaint;
                LOG.error(lastComplaint);
            }
        }
    }

    /** Leaves; stops the server where nobody else is left. */
    @Override
    public synchronized void close() {
        FileLock mine = alive;
        if (mine == null) {
            return;
        }
        watch.shutdown();
        try (FileLock _ = changing.lock()) {
            mine.release();
            alive = null;
            try (FileLock everybody = living.tryLock()) {
                if (everybody != null) {
                    server.stop();
                }
            }
        } catch (IOException | DatabaseUnavailable e) {
            LOG.error(e.getMessage());
        } finally {
            closeFiles();
        }
    }

    private FileChannel lockFile(String name) throws IOException {
        Path file = folder.resolve(name);
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        Folders.giveToOwnerOfFolder(file);
        return channel;
    }

    private void closeFiles() {
        watch.shutdown();
        try (changing;
                living) {
            alive = null;
        } catch (IOException e) {
            LOG.error(e.getMessage());
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
