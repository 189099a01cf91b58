package p2p.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import p2p.testkit.Patience;

/** What has to be true in the end, once everything runs again. */
final class Checks {

    private static final Duration HEALING = Duration.ofMinutes(4);
    private static final Pattern BAD_LINE =
            Pattern.compile(
                    "^\\s+at [\\w.$/]+\\(.*|.*Exception in thread.*|.*OutOfMemoryError.*"
                            + "|.* ERROR .*|^Caused by: .*|.*Uncaught.*");

    private static final Map<String, String> NONE_OF_THESE =
            Map.of(
                    "groups whose owner is no member",
                    "select g.name from grp g left join membership m on m.group_id = g.id"
                            + " and m.account_id = g.owner_id where m.id is null",
                    "files that nobody shares",
                    "select f.name from file f where not exists"
                            + " (select from share s where s.file_id = f.id)",
                    "requests of members",
                    "select r.id from join_request r join membership m"
                            + " on m.group_id = r.group_id and m.account_id = r.account_id",
                    "sessions without an attachment",
                    "select s.id from session s left join attachment t on t.session_id = s.id"
                            + " where t.session_id is null",
                    "attachments at trackers that are down",
                    "select t.session_id from attachment t join tracker k on k.number = t.tracker"
                            + " where t.orphaned_at is null and k.down_since is not null",
                    "orphans that were never ended",
                    "select session_id from attachment"
                            + " where orphaned_at < clock_timestamp() - interval '45 s'",
                    "transactions that nobody ends",
                    "select pid from pg_stat_activity where state = 'idle in transaction'"
                            + " and state_change < clock_timestamp() - interval '40 s'",
                    "files served by those who are not in the group",
                    "select v.file_id from serving v join attachment t"
                            + " on t.session_id = v.session_id join file f on f.id = v.file_id"
                            + " left join membership m on m.group_id = f.group_id"
                            + " and m.account_id = t.account_id where m.id is null");

    private final Crowd crowd;
    private final Postgres postgres;
    private final History history;

    Checks(Crowd crowd, Postgres postgres, History history) {
        this.crowd = crowd;
        this.postgres = postgres;
        this.history = history;
    }

    /** Everybody is attached again, without a word of theirs but a log-in where it is due. */
    void everybodyComesBack(List<Person> people) {
        for (Person person : people) {
            boolean back =
                    Patience.await(
                            HEALING,
                            () -> {
                                Outcome status = person.does("status");
                                person.logInAgain();
                                return status.isDone()
                                        && status.output().contains("\"attached\":true");
                            });
            if (!back) {
                history.wrong(person.name + " is not attached again");
            }
        }
    }

    /** What is due is waited for; and whatever is there has to be right, due or not. */
    void wishesComeTrue() throws IOException {
        int due = 0;
        int compared = 0;
        for (Sharing.Wish wish : crowd.sharing.wishes) {
            if (crowd.sharing.isDue(wish)) {
                due++;
                if (!Patience.await(HEALING, () -> Files.exists(wish.target()))) {
                    history.wrong(
                            "%s has not got %s of %s: %s"
                                    .formatted(
                                            wish.person().name,
                                            wish.file(),
                                            wish.group().name,
                                            wish.person().does("show_downloads").output()));
                }
            }
            if (Files.exists(wish.target())) {
                compared++;
                if (!Contents.of(wish.original()).equals(Contents.of(wish.target()))) {
                    history.wrong(wish.target() + " has other bytes than " + wish.original());
                }
            }
        }
        history.say(
                "of %d downloads that were begun, %d had to end, and %d did and were compared"
                        .formatted(crowd.sharing.wishes.size(), due, compared));
    }

    void whatWasAnsweredIsSo() throws SQLException {
        int compared = 0;
        for (Group group : crowd.groups) {
            if (!group.isCertain()) {
                continue;
            }
            compared++;
            equal(group, "owner", owner(group), group.owner(postgres));
            equal(group, "members", List.copyOf(group.members), group.members(postgres));
            equal(group, "requests", group.requests, group.requests(postgres));
            Set<String> shares = group.shares(postgres);
            group.stopped.stream()
                    .filter(shares::contains)
                    .forEach(share -> history.wrong(group.name + ": still shared: " + share));
            for (Group.SharedFile file : group.files.values()) {
                if (!shares.contains(file.name() + " " + file.sharer())) {
                    history.wrong(
                            "%s: %s has to be shared by %s"
                                    .formatted(group.name, file.name(), file.sharer()));
                }
            }
        }
        history.say("groups that were compared with what was answered: " + compared);
        if (compared == 0) {
            history.wrong("no group was compared: this machine has too much else to do");
        }
    }

    private static List<String> owner(Group group) {
        return group.owner == null ? List.of() : List.of(group.owner);
    }

    private void equal(Group group, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            history.wrong(
                    "%s: %s have to be %s, and are %s"
                            .formatted(group.name, what, expected, found));
        }
    }

    void nothingIsLeftOver() {
        NONE_OF_THESE.forEach((what, sql) -> {
            if (!Patience.await(Duration.ofSeconds(60), () -> postgres.rows(sql).isEmpty())) {
                history.wrong("there are " + what);
            }
        });
    }

    /** A tracker that is killed may do a thing and not log it, but none logs what was not done. */
    void nothingWasDoneTwice(List<Program> trackers) throws IOException {
        var logged = new TreeMap<String, Integer>();
        for (Program tracker : trackers) {
            try (Stream<String> lines = Files.lines(tracker.log)) {
                lines.filter(line -> line.contains(" audit "))
                        .map(line -> line.replaceFirst(".* audit ", ""))
                        .filter(line ->
                                line.startsWith("group-created")
                                        || line.startsWith("join-")
                                        || line.startsWith("owner-")
                                        || line.startsWith("member-"))
                        .forEach(line -> logged.merge(line, 1, Integer::sum));
            }
        }
        logged.forEach((line, times) -> {
            if (times > crowd.answers.deeds.getOrDefault(line, 0)) {
                history.wrong("too often, " + times + " times: " + line);
            }
        });
        history.say(
                "deeds in the trackers' logs: " + logged.values().stream().mapToInt(n -> n).sum());
        if (logged.isEmpty()) {
            history.wrong("the trackers' logs have no deeds");
        }
    }

    void nobodyPrintedATrace(List<Program> programs) throws IOException {
        for (Program program : programs) {
            boolean hung = false;
            for (String line : Files.readAllLines(program.log)) {
                // Whoever was stopped says where it stood, and that is as it should be.
                hung = line.contains("Thread blocked") || hung && line.startsWith("\tat ");
                if (!hung && BAD_LINE.matcher(line).matches()) {
                    history.wrong(program.name + " printed: " + line);
                    break;
                }
            }
        }
    }

    /** One person dies for good: that session ends, and no other. */
    void onlyTheDeadAreLoggedOut(Person dead) throws SQLException {
        String sql = "select a.name, s.id from session s join account a on a.id = s.account_id";
        var before = postgres.set(sql);
        if (before.stream().noneMatch(row -> row.startsWith(dead.name + " "))) {
            history.wrong(dead.name + " has no session that could end");
        }
        long died = System.nanoTime();
        dead.peer.signal("KILL");
        boolean gone =
                Patience.await(
                        Duration.ofMinutes(2),
                        () ->
                                postgres.set(sql).stream()
                                        .noneMatch(row -> row.startsWith(dead.name + " ")));
        if (!gone) {
            history.wrong("the session of " + dead.name + ", who is dead, goes on");
        }
        history.say(
                "the session of a killed peer ended after %.1f s"
                        .formatted((System.nanoTime() - died) / 1e9));
        before.removeIf(row -> row.startsWith(dead.name + " "));
        var after = postgres.set(sql);
        if (!before.equals(after)) {
            history.wrong(
                    "sessions of the living ended: of %s there are %s".formatted(before, after));
        }
    }
}
