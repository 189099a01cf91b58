package p2p.tracker.group;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import p2p.tracker.account.Account;
import p2p.tracker.account.Person;

@Entity
@Table(name = "membership")
class Membership {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "group_id")
    private StoredGroup group;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "account_id")
    private Account account;

    @Column(name = "joined_at")
    private Instant joinedAt;

    protected Membership() {}

    Membership(StoredGroup group, Account account, Instant joinedAt) {
        this.group = group;
        this.account = account;
        this.joinedAt = joinedAt;
    }

    StoredGroup group() {
        return group;
    }

    Account account() {
        return account;
    }

    Person person() {
        return account.person();
    }

    boolean isOf(Person person) {
        return person().id() == person.id();
    }

    Instant joined() {
        return joinedAt;
    }
}
