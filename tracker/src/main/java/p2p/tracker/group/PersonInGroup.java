package p2p.tracker.group;

import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import org.jspecify.annotations.Nullable;
import p2p.tracker.account.Account;
import p2p.tracker.account.Person;

/** What all rows are made of that say what somebody is to a group. */
@MappedSuperclass
abstract class PersonInGroup {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "group_id")
    private StoredGroup group;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "account_id")
    private Account account;

    protected PersonInGroup() {}

    PersonInGroup(StoredGroup group, Account account) {
        this.group = group;
        this.account = account;
    }

    /** Where it stands in the order in which such rows were made. */
    String key() {
        return String.valueOf(id);
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
}
