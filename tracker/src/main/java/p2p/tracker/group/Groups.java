package p2p.tracker.group;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import p2p.protocol.Names;
import p2p.protocol.Role;
import p2p.protocol.api.GroupDetail;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.Page;
import p2p.protocol.api.Standing;
import p2p.tracker.account.Person;
import p2p.tracker.account.Sessions;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.retry.Retries;
import p2p.tracker.store.Transactions;

/** Making groups, looking at them, and handing them over. */
@ApplicationScoped
class Groups {

    /** In the API's paths this is the list of one's own groups. */
    private static final String MINE = "mine";

    /** As many members as a description of the group names. */
    private static final int FIRST_MEMBERS = 100;

    private final GroupRows rows;
    private final MembershipRows memberships;
    private final Memberships people;
    private final GroupLock lock;
    private final Sessions sessions;
    private final Retries retries;
    private final Transactions transactions;
    private final Event<GroupChange> changes;
    private final Clock clock;
    private final int most;

    Groups(
            GroupRows rows,
            MembershipRows memberships,
            Memberships people,
            GroupLock lock,
            Sessions sessions,
            Retries retries,
            Transactions transactions,
            Event<GroupChange> changes,
            Clock clock,
            @ConfigProperty(name = "p2p.most.groups", defaultValue = "1000") int most) {
        this.most = most;
        this.rows = rows;
        this.memberships = memberships;
        this.people = people;
        this.lock = lock;
        this.sessions = sessions;
        this.retries = retries;
        this.transactions = transactions;
        this.changes = changes;
        this.clock = clock;
    }

    GroupInfo create(Person owner, String name) {
        checkName(name);
        return retries.once(
                GroupInfo.class,
                () -> {
                    lock.keep(owner);
                    if (rows.ownedBy(owner) >= most) {
                        throw Refusal.TOO_MANY_GROUPS.because(
                                ("You own %d groups, which is the most there can be; hand one over"
                                                + " or leave it first.")
                                        .formatted(most));
                    }
                    var now = clock.instant();
                    long id = rows.insert(name, owner, now).orElseThrow(() -> taken(name));
                    StoredGroup group = rows.findById(id);
                    memberships.add(group, owner, now);
                    changes.fire(new GroupChange.Created(group.ref(), owner));
                    return new GroupInfo(name, owner.name(), 1, Standing.OWNER, Role.OWNER);
                });
    }

    /** A part of the list of all groups, by name. */
    Page<GroupInfo> page(Person me, String match, String after, int limit) {
        List<GroupInfo> found = transactions.get(() -> rows.page(me, match, after, limit + 1));
        return Page.cut(found, limit, GroupInfo::group);
    }

    List<GroupInfo> of(Person me) {
        return transactions.get(() -> rows.of(me));
    }

    GroupDetail describe(Person me, String name) {
        return transactions.get(() -> {
            StoredGroup group = rows.named(name);
            Role role = lock.requireMember(me, group);
            Page<GroupDetail.Member> first = members(group.ref(), 0, FIRST_MEMBERS);
            return new GroupDetail(
                    group.ref().name(),
                    group.owner().name(),
                    group.createdAt(),
                    role == Role.OWNER ? Standing.OWNER : Standing.MEMBER,
                    first.items(),
                    role,
                    group.inviters(),
                    group.members(),
                    first.next());
        });
    }

    /** A part of the list of a group's members, in the order in which they joined. */
    Page<GroupDetail.Member> members(Person me, String name, long after, int limit) {
        return transactions.get(() -> {
            GroupRef group = people.require(me, name);
            return members(group, after, limit);
        });
    }

    private Page<GroupDetail.Member> members(GroupRef group, long after, int limit) {
        Page<ListedMember> page =
                Page.cut(
                        memberships.list(group, after, limit + 1),
                        limit,
                        member -> String.valueOf(member.key()));
        var online = sessions.online(page.items().stream().map(m -> m.person().id()).toList());
        return new Page<>(
                page.items().stream().map(m -> m.shown(online.contains(m.person().id()))).toList(),
                page.next());
    }

    /** What the person is in the group. */
    GroupInfo standing(Person me, String name) {
        return transactions.get(() -> {
            GroupRef group = people.require(me, name);
            return rows.info(me, group);
        });
    }

    void handOver(Person owner, String name, String heir) {
        retries.once(() -> {
            StoredGroup group = lock.asOwner(owner, name);
            Membership membership = lock.member(group, heir);
            if (membership.isOf(owner)) {
                return;
            }
            group.passTo(membership);
            changes.fire(new GroupChange.OwnerChanged(group.ref(), membership.person(), owner));
        });
    }

    private static void checkName(String name) {
        Optional<String> wrong = Names.whyNotName(name);
        if (wrong.isPresent()) {
            throw Refusal.BAD_NAME.because(wrong.get());
        }
        if (name.equalsIgnoreCase(MINE)) {
            throw Refusal.BAD_NAME.because("'mine' stands for your own; choose another name.");
        }
    }

    private static Refused taken(String name) {
        return Refusal.NAME_TAKEN.because(
                "There is a group '" + name + "' already; choose another name.");
    }
}
