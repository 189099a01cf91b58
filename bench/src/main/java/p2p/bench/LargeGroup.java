package p2p.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import p2p.protocol.Json;
import p2p.protocol.api.NewShare;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;
import p2p.testkit.CrowdedGroup;

/**
 * Prints how long a tracker's answers take to members of one group of very many, who ask at a
 * steady rate whatever the answers take. Arguments: how many members and files, how many requests a
 * second, and for how many seconds.
 */
public final class LargeGroup {

    private static final String GROUP = "crowd";
    private static final String FILE = "everybodys";
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
    private static final int OWNER = 1;

    private final Cluster cluster;
    private final int members;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Random random = new Random(1);
    private final Map<String, ConcurrentLinkedQueue<Long>> nanos = new LinkedHashMap<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Map<String, String> cursors = new ConcurrentHashMap<>();
    private long firstMember;
    private final AtomicInteger joiner = new AtomicInteger(OWNER);
    private final AtomicInteger shared = new AtomicInteger();

    /** What somebody does at once: some requests one after the other, each with its name. */
    private interface Deed {
        void run(String token) throws IOException, InterruptedException;
    }

    private LargeGroup(Cluster cluster, int members) {
        this.cluster = cluster;
        this.members = members;
    }

    public static void main(String[] args) throws Exception {
        int members = Integer.parseInt(args[0]);
        int rate = Integer.parseInt(args[1]);
        int seconds = Integer.parseInt(args[2]);
        try (var cluster = new Cluster(1)) {
            cluster.logAllIn(OWNER + rate * seconds);
            var run = new LargeGroup(cluster, members);
            run.fill();
            run.ask(rate, Math.min(10, seconds));
            run.nanos.values().forEach(ConcurrentLinkedQueue::clear);
            run.wrong.clear();
            double before = cluster.trackers().getFirst().processorSeconds();
            run.ask(rate, seconds);
            double spent = cluster.trackers().getFirst().processorSeconds() - before;
            run.report();
            System.out.printf(
                    "the tracker's processor: %.0f %% of a core%n", 100 * spent / seconds);
        }
        System.exit(0);
    }

    private void fill() throws IOException, InterruptedException, SQLException {
        send(
                "making the group",
                Cluster.token(OWNER),
                "POST",
                "groups",
                "{\"name\":\"" + GROUP + "\"}");
        share(Cluster.token(OWNER), FILE);
        try (Connection database = cluster.connect()) {
            CrowdedGroup.fill(database, GROUP, members);
            try (Statement statement = database.createStatement();
                    ResultSet row =
                            statement.executeQuery(
                                    "select min(id) from account where name like 'many-%'")) {
                row.next();
                firstMember = row.getLong(1);
            }
        }
    }

    private void ask(int rate, int seconds) throws InterruptedException {
        List<Deed> deeds =
                List.of(
                        token -> get("the group", token, at("")),
                        token -> get("what one is in it", token, at("/members/me")),
                        token -> page("a page of its members", token, at("/members?limit=100")),
                        token -> page("a page of its files", token, at("/files?limit=100")),
                        token -> get("a file and who has it", token, at("/file?name=" + FILE)),
                        token -> get("a search", token, "files?match=" + quoted("file 99")),
                        token -> grant(token, FILE),
                        token -> grant(token, "file " + (1 + random.nextInt(members))),
                        token -> share(token, "new " + shared.incrementAndGet()),
                        _ -> join());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            for (int i = 0; i < rate * seconds; i++) {
                long due = begin + TimeUnit.SECONDS.toNanos(i) / rate;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                Deed deed = deeds.get(i % deeds.size());
                // Every tenth is a reader, who may not share.
                long member = firstMember + 10L * random.nextInt(members / 10) + random.nextInt(9);
                threads.execute(() -> done(deed, CrowdedGroup.token(member)));
            }
        }
    }

    private void done(Deed deed, String token) {
        try {
            deed.run(token);
        } catch (IOException e) {
            wrong.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String at(String below) {
        return "groups/" + GROUP + below;
    }

    private void get(String what, String token, String path)
            throws IOException, InterruptedException {
        send(what, token, "GET", path, "");
    }

    /** The page after the one that was had last, whoever had it. */
    private void page(String what, String token, String path)
            throws IOException, InterruptedException {
        String after = cursors.getOrDefault(what, "");
        String answer =
                send(what, token, "GET", path + (after.isEmpty() ? "" : "&after=" + after), "");
        Matcher next = NEXT.matcher(answer);
        cursors.put(what, next.find() ? quoted(next.group(1)) : "");
    }

    private void grant(String token, String file) throws IOException, InterruptedException {
        send("a download's grant", token, "POST", at("/downloads"), "{\"file\":\"" + file + "\"}");
    }

    private void share(String token, String file) throws IOException, InterruptedException {
        byte[] hash =
                HashAlgorithm.SHA_256.newDigest().digest(file.getBytes(StandardCharsets.US_ASCII));
        var manifest = new Manifest(1, Manifest.SMALLEST_PIECE, HashAlgorithm.SHA_256, hash, hash);
        try {
            String body = Json.strict().writeValueAsString(new NewShare(file, manifest));
            send("sharing", token, "POST", at("/shares"), body);
        } catch (JsonProcessingException e) {
            throw new IOException(e);
        }
    }

    private void join() throws IOException, InterruptedException {
        int person = joiner.incrementAndGet();
        send("asking to join", Cluster.token(person), "POST", at("/requests"), "");
        send(
                "accepting",
                Cluster.token(OWNER),
                "POST",
                at("/requests/" + Cluster.name(person) + "/accept"),
                "");
    }

    private static String quoted(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String send(String what, String token, String method, String path, String body)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:" + cluster.port(1) + "/api/v1/" + path))
                        .header("Authorization", "Bearer " + token)
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        synchronized (nanos) {
            nanos.computeIfAbsent(what, _ -> new ConcurrentLinkedQueue<>())
                    .add(System.nanoTime() - begin);
        }
        if (answer.statusCode() / 100 != 2) {
            wrong.add(what + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private void report() {
        var all = new ArrayList<Long>();
        System.out.printf("%-24s %8s %10s %10s %10s%n", "", "times", "median", "99 %", "longest");
        nanos.forEach((what, each) -> {
            if (!each.isEmpty()) {
                all.addAll(each);
                print(what, new ArrayList<>(each));
            }
        });
        print("all", all);
        System.out.println("refused or failed: " + wrong.size());
        wrong.stream().limit(3).forEach(System.out::println);
    }

    private static void print(String what, List<Long> times) {
        times.sort(null);
        System.out.printf(
                "%-24s %8d %7.1f ms %7.1f ms %7.1f ms%n",
                what,
                times.size(),
                times.get(times.size() / 2) / 1e6,
                times.get(times.size() * 99 / 100) / 1e6,
                times.getLast() / 1e6);
    }
}
