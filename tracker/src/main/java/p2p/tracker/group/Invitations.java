package p2p.tracker.group;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import p2p.protocol.Names;
import p2p.protocol.Role;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.InvitationGranted;
import p2p.protocol.api.InvitationInfo;
import p2p.protocol.api.NewInvitation;
import p2p.tracker.account.Person;
import p2p.tracker.identity.TrackerIdentity;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.request.Source;
import p2p.tracker.retry.RequestKey;
import p2p.tracker.retry.Retries;
import p2p.tracker.store.Transactions;

/** People are let in beforehand: whoever has the code need not ask. */
@ApplicationScoped
class Invitations {

    private static final int MOST_USES = 1000;
    private static final Duration USUAL = Duration.ofDays(7);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(90);

    private final InvitationRows rows;
    private final GroupRows groups;
    private final MembershipRows memberships;
    private final RequestRows requests;
    private final GroupLock lock;
    private final CodeGuesses guesses;
    private final RequestKey request;
    private final Retries retries;
    private final Transactions transactions;
    private final Event<GroupChange> changes;
    private final TrackerIdentity identity;
    private final Clock clock;
    private final int most;
    private final SecureRandom random = new SecureRandom();

    Invitations(
            InvitationRows rows,
            GroupRows groups,
            MembershipRows memberships,
            RequestRows requests,
            GroupLock lock,
            CodeGuesses guesses,
            RequestKey request,
            Retries retries,
            Transactions transactions,
            Event<GroupChange> changes,
            TrackerIdentity identity,
            Clock clock,
            @ConfigProperty(name = "p2p.most.invitations", defaultValue = "200") int most) {
        this.most = most;
        this.rows = rows;
        this.groups = groups;
        this.memberships = memberships;
        this.requests = requests;
        this.lock = lock;
        this.guesses = guesses;
        this.request = request;
        this.retries = retries;
        this.transactions = transactions;
        this.changes = changes;
        this.identity = identity;
        this.clock = clock;
    }

    InvitationGranted make(Person by, String name, NewInvitation wanted) {
        int uses = uses(wanted);
        Duration lasts = lasts(wanted);
        Optional<String> note = Optional.ofNullable(wanted.note());
        note.flatMap(Names::whyNotNote)
                .ifPresent(wrong -> {
                    throw Refusal.BAD_NAME.because(wrong);
                });
        InvitationCode code = code();
        InvitationInfo made =
                retries.once(
                        InvitationInfo.class,
                        () -> {
                            StoredGroup group = lock.as(by, name);
                            requireInviter(by, group);
                            Instant now = clock.instant();
                            makeRoom(group.ref(), now);
                            Invitation invitation =
                                    rows.add(
                                            group,
                                            code,
                                            note.orElse(null),
                                            uses,
                                            by,
                                            now,
                                            now.plus(lasts));
                            changes.fire(
                                    new GroupChange.InvitationMade(
                                            group.ref(), by, invitation.id()));
                            return invitation.info(now);
                        });
        return new InvitationGranted(code.text(), made, identity.shown().orElse(null));
    }

    private void requireInviter(Person person, StoredGroup group) {
        if (group.inviters().include(lock.requireMember(person, group))) {
            return;
        }
        String name = group.ref().name();
        String owner = group.owner().name();
        throw switch (group.inviters()) {
            case OWNER ->
                    Refusal.NOT_THE_OWNER.because(
                            "Only '%s', the owner of '%s', invites people to it."
                                    .formatted(owner, name));
            case MODERATORS ->
                    Refusal.NOT_A_MODERATOR.because(
                            "Only '%s', the owner of '%s', and its moderators invite people to it."
                                    .formatted(owner, name));
            case MEMBERS ->
                    Refusal.READS_ONLY.because(
                            "You are a reader in '%s'; '%s', its owner, and other members invite people to it."
                                    .formatted(name, owner));
        };
    }

    /** What is sent again gets the same code, which is nowhere kept. */
    private InvitationCode code() {
        if (request.hasKey()) {
            return InvitationCode.of(request.ownSecret("invitation"));
        }
        byte[] bytes = new byte[InvitationCode.BYTES];
        random.nextBytes(bytes);
        return InvitationCode.of(bytes);
    }

    /** The oldest one that has ended goes for a new one. */
    private void makeRoom(GroupRef group, Instant now) {
        List<Invitation> all = rows.of(group);
        if (all.size() < most) {
            return;
        }
        Invitation ended =
                all.stream()
                        .filter(invitation -> !invitation.isOpen(now))
                        .findFirst()
                        .orElseThrow(() ->
                                Refusal.TOO_MANY_INVITATIONS.because(
                                        ("'%s' has %d open invitations, which is the most there can"
                                                        + " be; revoke one first.")
                                                .formatted(group.name(), most)));
        rows.delete(ended);
    }

    private static int uses(NewInvitation wanted) {
        int uses = wanted.uses() == null ? 1 : wanted.uses();
        if (uses < 1 || uses > MOST_USES) {
            throw Refusal.BAD_REQUEST.because(
                    "An invitation can be used 1 to " + MOST_USES + " times.");
        }
        return uses;
    }

    private static Duration lasts(NewInvitation wanted) {
        long seconds = wanted.seconds() == null ? USUAL.toSeconds() : wanted.seconds();
        if (seconds < SHORTEST.toSeconds() || seconds > LONGEST.toSeconds()) {
            throw Refusal.BAD_REQUEST.because(
                    "An invitation lasts from a minute to " + LONGEST.toDays() + " days.");
        }
        return Duration.ofSeconds(seconds);
    }

    List<InvitationInfo> list(Person person, String name) {
        return transactions.get(() -> {
            StoredGroup group = groups.named(name);
            Predicate<Invitation> shown = shownTo(person, group);
            Instant now = clock.instant();
            return rows.of(group.ref()).stream()
                    .filter(shown)
                    .map(invitation -> invitation.info(now))
                    .toList();
        });
    }

    /** Who is no moderator has to do with their own alone. */
    private Predicate<Invitation> shownTo(Person person, StoredGroup group) {
        boolean all = lock.requireMember(person, group).isAtLeast(Role.MODERATOR);
        return invitation -> all || invitation.isOf(person);
    }

    void revoke(Person person, String name, long id) {
        retries.once(() -> {
            Invitation invitation = required(person, name, id);
            revoke(invitation.group(), invitation, person);
        });
    }

    /** One that the person may revoke, in its locked group. */
    private Invitation required(Person person, String name, long id) {
        StoredGroup group = lock.as(person, name);
        return rows.of(group.ref(), id)
                .filter(shownTo(person, group))
                .orElseThrow(() ->
                        Refusal.NO_SUCH_INVITATION.because(
                                "'%s' has no invitation %d (any more) that you may revoke."
                                        .formatted(group.ref().name(), id)));
    }

    /** The same, for whoever has its code, and only while it is open. */
    Invitation required(Person person, String name, long id, InvitationCode code) {
        Invitation invitation = required(person, name, id);
        if (!invitation.isFor(code)) {
            throw unknown();
        }
        requireOpen(invitation);
        return invitation;
    }

    /** In the locked group, as those below. */
    private void revoke(StoredGroup group, Invitation invitation, Person by) {
        rows.delete(invitation);
        changes.fire(new GroupChange.InvitationRevoked(group.ref(), by, invitation.id()));
    }

    void revokeThoseOf(StoredGroup group, Person maker, Person by) {
        rows.of(group.ref()).stream()
                .filter(invitation -> invitation.isOf(maker))
                .forEach(invitation -> revoke(group, invitation, by));
    }

    void revokeThoseOfOthersThanInviters(StoredGroup group, Person by) {
        rows.of(group.ref()).stream()
                .filter(invitation ->
                        invitation.maker().filter(it -> mayInvite(it, group)).isEmpty())
                .forEach(invitation -> revoke(group, invitation, by));
    }

    private boolean mayInvite(Person maker, StoredGroup group) {
        return memberships
                .of(group.ref(), maker)
                .filter(member -> group.inviters().include(member.role()))
                .isPresent();
    }

    /** Whether somebody would be let in who comes with the code now; refuses otherwise. */
    void check(InvitationCode code, Source source) {
        guesses.check(source);
        transactions.run(() -> requireOpen(code));
    }

    /** In the caller's transaction. */
    void requireOpen(InvitationCode code) {
        requireOpen(rows.of(code).orElseThrow(Invitations::unknown));
    }

    void requireOpen(Invitation invitation) {
        if (!invitation.isOpen(clock.instant())) {
            StoredGroup group = invitation.group();
            throw Refusal.INVITATION_ENDED.because(
                    "This invitation to '%s' %s; ask '%s' for another one."
                            .formatted(
                                    group.ref().name(),
                                    invitation.isUsedUp() ? "was used already" : "has expired",
                                    group.owner().name()));
        }
    }

    /** Makes the person a member, as if they had asked and had been accepted. */
    GroupInfo accept(Person person, InvitationCode code, Source source) {
        guesses.attempt(person, source);
        boolean guessed = false;
        try {
            return retries.once(GroupInfo.class, () -> use(person, code));
        } catch (Refused e) {
            guessed = e.refusal() == Refusal.NO_SUCH_INVITATION;
            throw e;
        } finally {
            if (!guessed) {
                guesses.noGuess(person, source);
            }
        }
    }

    private GroupInfo use(Person person, InvitationCode code) {
        lock.keep(person);
        StoredGroup group =
                rows.groupOf(code).flatMap(groups::lock).orElseThrow(Invitations::unknown);
        Invitation invitation = rows.of(code).orElseThrow(Invitations::unknown);
        GroupRef ref = group.ref();
        if (memberships.of(ref, person).isPresent()) {
            throw JoinRequests.alreadyAMember("You are", group);
        }
        requireOpen(invitation);
        invitation.use();
        requests.delete(ref, person);
        memberships.add(group, person, clock.instant());
        changes.fire(new GroupChange.Invited(ref, person, invitation.id()));
        return groups.info(person, ref);
    }

    private static Refused unknown() {
        return Refusal.NO_SUCH_INVITATION.because(
                "There is no such invitation (any more): it was revoked, or a part of the link is"
                        + " missing. Ask for another one.");
    }
}
