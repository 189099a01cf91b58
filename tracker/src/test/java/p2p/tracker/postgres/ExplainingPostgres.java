package p2p.tracker.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import p2p.testkit.Patience;
import p2p.testkit.ScratchDatabase;

/** A PostgreSQL that says of every statement how it was carried out. */
public final class ExplainingPostgres implements AutoCloseable {

    private static final String SETTINGS =
            """
            fsync = off
            synchronous_commit = off
            autovacuum = off
            log_line_prefix = ''
            session_preload_libraries = 'auto_explain'
            auto_explain.log_min_duration = 0
            auto_explain.log_analyze = on
            auto_explain.log_timing = off
            auto_explain.log_nested_statements = off
            auto_explain.log_format = json
            """;
    private static final Pattern PLAN = Pattern.compile("plan:\n((?:\t.*\n)+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final EmbeddedPostgres postgres;

    /** A statement and the uppermost node of its plan. */
    public record Explained(String statement, JsonNode plan) {}

    public ExplainingPostgres(Path folder) throws IOException, DatabaseUnavailable {
        this.folder = folder;
        postgres = EmbeddedPostgres.join(folder, System.getenv(), SETTINGS);
    }

    public ScratchDatabase database() throws IOException {
        DatabaseAccess access = postgres.access();
        return new ScratchDatabase(access.url(), access.user(), access.password());
    }

    /** How long what it has said is by now. */
    public long mark() throws Exception {
        long before = Files.size(log());
        String mark = "mark " + UUID.randomUUID();
        database().rows("select '" + mark + "'");
        if (!Patience.await(Duration.ofSeconds(30), () -> said(before).contains(mark))) {
            throw new AssertionError("PostgreSQL does not say what it does.");
        }
        return Files.size(log());
    }

    /** What was carried out since then. */
    public List<Explained> since(long mark) throws Exception {
        mark();
        Matcher plans = PLAN.matcher(said(mark));
        var explained = new ArrayList<Explained>();
        while (plans.find()) {
            JsonNode plan = JSON.readTree(plans.group(1).replace("\n\t", "\n"));
            explained.add(new Explained(plan.path("Query Text").asText(), plan.path("Plan")));
        }
        return explained;
    }

    /** It is read from there alone: rows by the hundred thousand have much said about them. */
    private String said(long from) {
        try (var log = FileChannel.open(log())) {
            InputStream said = Channels.newInputStream(log.position(from));
            return new String(said.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("postgresql-.*log"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void close() {
        postgres.close();
    }
}
