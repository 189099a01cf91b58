package p2p.tracker.group;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GroupResourceTest {

    @Test
    void membersAreListedInTheOrderInWhichTheyJoined() {
        var ann = loggedIn("ann");
        var bob = loggedIn("bob");
        var cem = loggedIn("cem");
        String group = group(ann, cem, bob);
        bob.asks()
                .get("/api/v1/groups/{g}", group)
                .then()
                .statusCode(200)
                .body("group", equalTo(group))
                .body("owner", equalTo(ann.name()))
                .body("standing", equalTo("member"))
                .body("members.user", contains(ann.name(), cem.name(), bob.name()));
    }
}
