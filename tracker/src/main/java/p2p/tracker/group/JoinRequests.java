package p2p.tracker.group;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import p2p.protocol.api.JoinRequestInfo;
import p2p.protocol.api.Page;
import p2p.tracker.account.Accounts;
import p2p.tracker.account.Person;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.retry.Retries;
import p2p.tracker.store.Transactions;

/** People ask to be let in, and the owner or a moderator decides. */
@ApplicationScoped
class JoinRequests {

    private final RequestRows rows;
    private final MembershipRows memberships;
    private final GroupRows groups;
    private final Accounts accounts;
    private final GroupLock lock;
    private final Retries retries;
    private final Transactions transactions;
    private final Event<GroupChange> changes;
    private final Clock clock;
    private final int most;

    JoinRequests(
            RequestRows rows,
            MembershipRows memberships,
            GroupRows groups,
            Accounts accounts,
            GroupLock lock,
            Retries retries,
            Transactions transactions,
            Event<GroupChange> changes,
            Clock clock,
            @ConfigProperty(name = "p2p.most.requests", defaultValue = "200") int most) {
        this.most = most;
        this.rows = rows;
        this.memberships = memberships;
        this.groups = groups;
        this.accounts = accounts;
        this.lock = lock;
        this.retries = retries;
        this.transactions = transactions;
        this.changes = changes;
        this.clock = clock;
    }

    JoinRequestInfo ask(Person person, String name) {
        return retries.once(
                JoinRequestInfo.class,
                () -> {
                    StoredGroup group = lock.as(person, name);
                    if (memberships.of(group.ref(), person).isPresent()) {
                        throw alreadyAMember("You are", group);
                    }
                    if (rows.exists(group.ref(), person)) {
                        throw Refusal.ALREADY_REQUESTED.because(
                                "You have asked to join '%s' already; its owner, '%s', or a moderator decides."
                                        .formatted(group.ref().name(), group.owner().name()));
                    }
                    if (rows.countOf(person) >= most) {
                        throw Refusal.TOO_MANY_REQUESTS.because(
                                ("You ask to join %d groups already, which is the most there can"
                                                + " be; wait for answers, or withdraw a request.")
                                        .formatted(most));
                    }
                    JoinRequest request = rows.add(group, person, clock.instant());
                    changes.fire(new GroupChange.Requested(group.ref(), person));
                    return request.info();
                });
    }

    void withdraw(Person person, String name) {
        retries.once(() -> {
            StoredGroup group = lock.as(person, name);
            if (!rows.delete(group.ref(), person)) {
                throw Refusal.NO_SUCH_REQUEST.because(
                        "You have no request to join '" + group.ref().name() + "'.");
            }
            changes.fire(new GroupChange.Withdrawn(group.ref(), person));
        });
    }

    /** A part of the list of those who ask, in the order in which they asked. */
    Page<JoinRequestInfo> page(Person moderator, String name, long after, int limit) {
        return transactions.get(() -> {
            StoredGroup group = groups.named(name);
            lock.requireModerator(moderator, group);
            Page<JoinRequest> page =
                    Page.cut(rows.of(group.ref(), after, limit + 1), limit, JoinRequest::key);
            return new Page<>(page.items().stream().map(JoinRequest::info).toList(), page.next());
        });
    }

    void accept(Person by, String name, String requester) {
        decide(
                by,
                name,
                requester,
                (group, person) -> {
                    memberships.add(group, person, clock.instant());
                    changes.fire(new GroupChange.Accepted(group.ref(), person, by));
                });
    }

    void reject(Person by, String name, String requester) {
        decide(
                by,
                name,
                requester,
                (group, person) -> changes.fire(new GroupChange.Rejected(group.ref(), person, by)));
    }

    private void decide(
            Person by, String name, String requester, BiConsumer<StoredGroup, Person> decision) {
        retries.once(() -> {
            Optional<Person> kept = accounts.named(requester).filter(accounts::keep);
            StoredGroup group = lock.asModerator(by, name);
            Person person = kept.orElseThrow(() -> noSuchRequest(requester, group));
            if (rows.delete(group.ref(), person)) {
                decision.accept(group, person);
            } else if (memberships.of(group.ref(), person).isPresent()) {
                throw alreadyAMember("'" + person.name() + "' is", group);
            } else {
                throw noSuchRequest(requester, group);
            }
        });
    }

    private static Refused noSuchRequest(String requester, StoredGroup group) {
        return Refusal.NO_SUCH_REQUEST.because(
                "'%s' does not ask to join '%s' (any more)."
                        .formatted(requester, group.ref().name()));
    }

    static Refused alreadyAMember(String whoIs, StoredGroup group) {
        return Refusal.ALREADY_A_MEMBER.because(
                whoIs + " a member of '" + group.ref().name() + "' already.");
    }
}
