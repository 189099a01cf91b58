package p2p.tracker.swarm;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.catalog.Manifests;
import p2p.tracker.store.Sql;

/** Files are found by a part of their names, in the groups of whoever asks. */
@QuarkusTest
class SearchTest {

    private static final String SEARCH = "/api/v1/files?match={m}";

    private LoggedIn ann;
    private LoggedIn bob;
    private String first;
    private String second;
    private String foreign;

    @Inject Sql sql;

    @BeforeEach
    void makeGroups() {
        ann = loggedIn("ann");
        bob = loggedIn("bob");
        first = group(ann, bob);
        second = group(bob, ann);
        foreign = group(bob);
    }

    private static void share(LoggedIn who, String group, String name, String content) {
        who.asks()
                .body(Manifests.share(name, content))
                .post("/api/v1/groups/{g}/shares", group)
                .then()
                .statusCode(201);
    }

    private ValidatableResponse finds(String match, String more) {
        return ann.asks().get(SEARCH + more, match).then();
    }

    @Test
    void onlyWhatIsInOnesGroupsIsFoundByGroupAndName() {
        share(ann, first, "b/Holiday.mkv", "one");
        share(ann, first, "a holiday", "two");
        share(ann, first, "100%", "three");
        share(bob, second, "HOLIDAYS", "four");
        share(bob, second, "HOLIDAYS", "five");
        share(bob, foreign, "holiday", "six");
        finds("holiday", "")
                .statusCode(200)
                .body("items.group", contains(first, first, second))
                .body("items.file", contains("a holiday", "b/Holiday.mkv", "HOLIDAYS"))
                .body("items[2].sharedBy", equalTo(bob.name()))
                .body("items[2].size", equalTo("five".length()))
                .body("items[2].version", equalTo(2))
                .body("next", nullValue());
        finds("%", "").body("items.file", contains("100%"));
        finds("none", "").body("items", empty()).body("next", nullValue());
        String next =
                finds("holiday", "&limit=2")
                        .body("items.file", contains("a holiday", "b/Holiday.mkv"))
                        .extract()
                        .path("next");
        ann.asks()
                .get(SEARCH + "&limit=2&after={a}", "holiday", next)
                .then()
                .body("items.file", contains("HOLIDAYS"))
                .body("next", nullValue());
        refused(finds(" ", ""), 400, "bad-request");
        refused(finds("x".repeat(1025), ""), 400, "bad-request");
        refused(finds("x", "&limit=501"), 400, "bad-request");
        refused(nobody().get(SEARCH, "holiday").then(), 401, "not-logged-in");
        bob.asks().delete("/api/v1/groups/{g}/members/{u}", second, ann.name());
        finds("HOLIDAYS", "").body("items", empty());
    }

    @Test
    void noPartLooksAtMoreThanSoManyNames() {
        share(ann, first, "z at the end", "one");
        sql.update(
                """
                insert into file (group_id, name, content_id, size, piece_size, algorithm,
                                  file_hash, piece_hashes)
                select g.id, 'by-hand-' || i, sha256('x'), 0, 262144, 'sha-256', '', ''
                from grp g, generate_series(1, 20000) i where g.name = ?
                """,
                first);
        String next = finds("at the end", "").body("items", empty()).extract().path("next");
        ann.asks()
                .get(SEARCH + "&after={a}", "at the end", next)
                .then()
                .body("items.file", contains("z at the end"))
                .body("next", nullValue());
    }
}
