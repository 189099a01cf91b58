package p2p.trials;

import static p2p.trials.Answers.DONE;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What people do to be in a group, or to have others out of it. */
final class Memberships {

    private final List<Person> people;
    private final Answers answers;

    Memberships(List<Person> people, Answers answers) {
        this.people = people;
        this.answers = answers;
    }

    void make(Group group, Person person) {
        answers.command(
                group,
                person,
                DONE,
                () -> group.madeBy(person.name),
                "group-created group=%s user=%s".formatted(group.name, person.name),
                "create_group",
                group.name);
    }

    void join(Group group, Person person, Random random) {
        String name = person.name;
        String expected =
                group.isGone()
                        ? "no-such-group"
                        : group.members.contains(name)
                                ? "already-a-member"
                                : group.requests.contains(name) ? "already-requested" : DONE;
        answers.command(
                group,
                person,
                expected,
                () -> group.requests.add(name),
                "join-requested group=%s user=%s".formatted(group.name, name),
                "join_group",
                group.name);
        if (group.isCertain() && group.requests.contains(name)) {
            decide(group, name, random.nextInt(6) != 0);
        }
    }

    private void decide(Group group, String name, boolean accept) {
        Person owner = named(group.owner);
        answers.command(
                group,
                owner,
                DONE,
                () -> {
                    group.requests.remove(name);
                    if (accept) {
                        group.members.add(name);
                    }
                },
                "join-%s group=%s user=%s by=%s"
                        .formatted(accept ? "accepted" : "rejected", group.name, name, owner.name),
                accept ? "accept_request" : "reject_request",
                group.name,
                name);
    }

    void leave(Group group, Person person) {
        String name = person.name;
        for (Person heir : people) {
            answers.may(ownerChanged(group, heir.name, name));
        }
        String expected =
                group.isGone()
                        ? "no-such-group"
                        : group.members.contains(name) ? DONE : "not-a-member";
        answers.command(
                group,
                person,
                expected,
                () -> group.loses(name),
                "member-left group=%s user=%s".formatted(group.name, name),
                "leave_group",
                group.name);
    }

    void remove(Group group, Person person, Random random) {
        String victim = people.get(random.nextInt(people.size())).name;
        String expected =
                group.isGone()
                        ? "no-such-group"
                        : !group.members.contains(person.name)
                                ? "not-a-member"
                                : !person.name.equals(group.owner)
                                        ? "not-a-moderator"
                                        : !group.members.contains(victim)
                                                ? "no-such-member"
                                                : victim.equals(person.name)
                                                        ? "owner-cannot-remove-self"
                                                        : DONE;
        answers.command(
                group,
                person,
                expected,
                () -> group.loses(victim),
                "member-removed group=%s user=%s by=%s".formatted(group.name, victim, person.name),
                "remove_member",
                group.name,
                victim);
    }

    void handOver(Group group, Person person, Random random) {
        String heir = people.get(random.nextInt(people.size())).name;
        if (heir.equals(person.name)) {
            return;
        }
        String expected =
                group.isGone()
                        ? "no-such-group"
                        : !person.name.equals(group.owner)
                                ? "not-the-owner"
                                : group.members.contains(heir) ? DONE : "no-such-member";
        answers.command(
                group,
                person,
                expected,
                () -> group.owner = heir,
                ownerChanged(group, heir, person.name),
                "transfer_group",
                group.name,
                heir);
    }

    private static String ownerChanged(Group group, String owner, String by) {
        return "owner-changed group=%s user=%s by=%s".formatted(group.name, owner, by);
    }

    private Person named(@Nullable String name) {
        return people.stream().filter(p -> p.name.equals(name)).findFirst().orElseThrow();
    }
}
