package p2p.tracker.group;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import p2p.protocol.api.JoinRequestInfo;
import p2p.tracker.account.Account;

@Entity
@Table(name = "join_request")
class JoinRequest extends PersonInGroup {

    @Column(name = "requested_at")
    private Instant requestedAt;

    protected JoinRequest() {}

    JoinRequest(StoredGroup group, Account account, Instant requestedAt) {
        super(group, account);
        this.requestedAt = requestedAt;
    }

    JoinRequestInfo info() {
        return new JoinRequestInfo(group().ref().name(), person().name(), requestedAt);
    }
}
