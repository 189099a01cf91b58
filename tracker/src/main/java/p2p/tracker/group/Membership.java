package p2p.tracker.group;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import p2p.protocol.Role;
import p2p.tracker.account.Account;
import p2p.tracker.account.Person;

@Entity
@Table(name = "membership")
class Membership extends PersonInGroup {

    @Column(name = "joined_at")
    private Instant joinedAt;

    @Enumerated(EnumType.STRING)
    private Role role;

    protected Membership() {}

    Membership(StoredGroup group, Account account, Instant joinedAt) {
        super(group, account);
        this.joinedAt = joinedAt;
        role = Role.MEMBER;
    }

    boolean isOf(Person person) {
        return person().id() == person.id();
    }

    Role role() {
        return group().isOwnedBy(person()) ? Role.OWNER : role;
    }

    void become(Role other) {
        role = other;
    }
}
