package p2p.tracker.group;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import p2p.protocol.Role;
import p2p.protocol.api.Inviters;
import p2p.tracker.account.Account;
import p2p.tracker.account.Person;

/** A group's row. Other packages' rows refer to it, and ask it for nothing but its reference. */
@Entity
@Table(name = "grp")
public class StoredGroup {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "owner_id")
    private Account owner;

    @Column(name = "created_at")
    private Instant createdAt;

    @Enumerated(EnumType.STRING)
    private Inviters inviters;

    /** The database counts. */
    @Column(insertable = false, updatable = false)
    private int members;

    public GroupRef ref() {
        return new GroupRef(id, name);
    }

    Person owner() {
        return owner.person();
    }

    boolean isOwnedBy(Person person) {
        return owner().id() == person.id();
    }

    /** Whoever has owned it is a member like any other from then on. */
    void passTo(Membership heir) {
        heir.become(Role.MEMBER);
        owner = heir.account();
    }

    int members() {
        return members;
    }

    Inviters inviters() {
        return inviters;
    }

    void letInvite(Inviters chosen) {
        inviters = chosen;
    }

    Instant createdAt() {
        return createdAt;
    }
}
