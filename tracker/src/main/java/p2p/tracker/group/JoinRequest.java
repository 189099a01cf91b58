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
import p2p.protocol.api.JoinRequestInfo;
import p2p.tracker.account.Account;

@Entity
@Table(name = "join_request")
class JoinRequest {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "group_id")
    private StoredGroup group;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "account_id")
    private Account account;

    @Column(name = "requested_at")
    private Instant requestedAt;

    protected JoinRequest() {}

    JoinRequest(StoredGroup group, Account account, Instant requestedAt) {
        this.group = group;
        this.account = account;
        this.requestedAt = requestedAt;
    }

    JoinRequestInfo info() {
        return new JoinRequestInfo(group.ref().name(), account.person().name(), requestedAt);
    }
}
