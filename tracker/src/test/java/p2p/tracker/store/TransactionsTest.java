package p2p.tracker.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TransactionsTest {

    @Inject Transactions transactions;
    @Inject Sql sql;

    @Test
    void aCommitThatFailsSaysWhy() {
        RuntimeException failure =
                assertThrows(
                        RuntimeException.class,
                        () ->
                                transactions.run(() ->
                                        sql.update(
                                                "insert into grp (name, owner_id, created_at)"
                                                        + " values ('ownerless', 0, now())")));
        assertEquals("23503", Transactions.sqlState(failure));
        assertEquals(0, sql.ids("select id from grp where name = 'ownerless'").size());
    }
}
