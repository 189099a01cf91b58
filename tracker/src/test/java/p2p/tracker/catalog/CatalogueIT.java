package p2p.tracker.catalog;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static p2p.tracker.People.PASSWORD;
import static p2p.tracker.People.group;
import static p2p.tracker.People.loggedIn;
import static p2p.tracker.People.nobody;
import static p2p.tracker.People.refused;

import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.RunningTracker;

@ExtendWith(RunningTracker.class)
class CatalogueIT {

    private static final String SHARES = "/api/v1/groups/{g}/shares";
    private static final String FILES = "/api/v1/groups/{g}/files";
    private static final String FILE = "/api/v1/groups/{g}/file?name={n}";

    private LoggedIn ann;
    private LoggedIn bob;
    private LoggedIn eve;
    private String group;

    @BeforeEach
    void makeAGroup() {
        ann = loggedIn("ann");
        bob = loggedIn("bob");
        eve = loggedIn("eve");
        group = group(ann, bob);
    }

    private ValidatableResponse share(LoggedIn who, String file, String content) {
        return who.asks().body(Manifests.share(file, content)).post(SHARES, group).then();
    }

    @Test
    void theSameContentUnderTheSameNameHasTwoWhoShareIt() {
        share(ann, "a/b.txt", "one").statusCode(201).body("group", equalTo(group));
        share(bob, "a/b.txt", "one").statusCode(200);
        share(bob, "a/b.txt", "one").statusCode(200);
        bob.asks()
                .get(FILES, group)
                .then()
                .statusCode(200)
                .body("items.file", contains("a/b.txt"))
                .body("items[0].size", equalTo(3))
                .body("items[0].sharedBy", equalTo(ann.name()))
                .body("items[0].seeders", equalTo(0))
                .body("items[0].completeSeeders", equalTo(0))
                .body(
                        "items[0].hash",
                        equalTo(HexFormat.of().formatHex(Manifests.of("one").fileHash())))
                .body("items[0].id", equalTo(Manifests.of("one").computeId().hex()));
        ann.asks()
                .get(FILE, group, "a/b.txt")
                .then()
                .statusCode(200)
                .body("pieces", equalTo(1))
                .body("sharers.user", contains(ann.name(), bob.name()))
                .body("sharers.online", contains(false, false));
    }

    @Test
    void thoseWhoShareAFileComeInPagesInTheOrderInWhichTheyBegan() {
        share(bob, "x", "one").statusCode(201);
        share(ann, "x", "one").statusCode(200);
        @Nullable String next = null;
        var seen = new ArrayList<String>();
        do {
            ValidatableResponse page =
                    ann.asks()
                            .queryParam("after", next == null ? "" : next)
                            .get("/api/v1/groups/{g}/sharers?name=x&limit=1", group)
                            .then()
                            .statusCode(200);
            List<String> users = page.extract().path("items.user");
            seen.addAll(users);
            next = page.extract().path("next");
        } while (next != null);
        assertEquals(List.of(bob.name(), ann.name()), seen);
        refused(
                ann.asks().get("/api/v1/groups/{g}/sharers?name=x&after=z", group).then(),
                400,
                "bad-request");
        refused(
                loggedIn("eve").asks().get("/api/v1/groups/{g}/sharers?name=x", group).then(),
                403,
                "not-a-member");
    }

    @Test
    void otherContentUnderATakenNameIsRefusedAndSaysWhoseItIs() {
        share(ann, "taken", "one").statusCode(201);
        ValidatableResponse refused = share(bob, "taken", "two");
        refused(refused, 409, "file-name-taken");
        refused.body("detail", containsString(ann.name()));
        share(bob, "Taken", "two").statusCode(201);
    }

    @Test
    void aFileGoesWithTheLastWhoSharesIt() {
        share(ann, "x", "one").statusCode(201);
        share(bob, "x", "one").statusCode(200);
        ann.asks().delete(SHARES + "?file=x", group).then().statusCode(204);
        refused(ann.asks().delete(SHARES + "?file=x", group).then(), 404, "not-shared");
        ann.asks().get(FILE, group, "x").then().body("sharers.user", contains(bob.name()));
        bob.asks().delete("/api/v1/groups/{g}/members/me", group).then().statusCode(200);
        refused(ann.asks().get(FILE, group, "x").then(), 404, "no-such-file");
        bob.asks().get("/api/v1/shares").then().statusCode(200).body("$", empty());
        share(ann, "x", "two").statusCode(201);
    }

    @Test
    void onesOwnSharesAreListedOverAllGroups() {
        share(ann, "x", "one").statusCode(201);
        ann.asks()
                .get("/api/v1/shares")
                .then()
                .statusCode(200)
                .body("group", contains(group))
                .body("file", contains("x"))
                .body("size", contains(3));
    }

    @Test
    void theListComesInPartsAndCanBeSearched() {
        for (String name : new String[] {"c", "a", "B", "ab%"}) {
            share(ann, name, name).statusCode(201);
        }
        ann.asks()
                .get(FILES + "?limit=3", group)
                .then()
                .body("items.file", contains("B", "a", "ab%"))
                .body("next", equalTo("ab%"));
        ann.asks()
                .get(FILES + "?limit=3&after={a}", group, "ab%")
                .then()
                .body("items.file", contains("c"))
                .body("next", nullValue());
        ann.asks().get(FILES + "?match=b", group).then().body("items.file", contains("B", "ab%"));
        ann.asks().get(FILES + "?match={m}", group, "%").then().body("items.file", contains("ab%"));
        refused(ann.asks().get(FILES + "?limit=501", group).then(), 400, "bad-request");
    }

    @Test
    void nobodyButMembersSeesOrSharesAnything() {
        share(ann, "x", "one").statusCode(201);
        refused(share(eve, "y", "two"), 403, "not-a-member");
        refused(eve.asks().body("not read").post(SHARES, group).then(), 403, "not-a-member");
        refused(bob.asks().body("not JSON").post(SHARES, group).then(), 400, "bad-request");
        refused(eve.asks().get(FILES, group).then(), 403, "not-a-member");
        refused(eve.asks().get(FILE, group, "x").then(), 403, "not-a-member");
        refused(eve.asks().delete(SHARES + "?file=x", group).then(), 403, "not-a-member");
        refused(
                eve.asks()
                        .body(Map.of("file", "x"))
                        .post("/api/v1/groups/{g}/downloads", group)
                        .then(),
                403,
                "not-a-member");
        refused(eve.asks().get(FILES, "no-such-group").then(), 404, "no-such-group");
        refused(nobody().get(FILES, group).then(), 401, "not-logged-in");
        refused(nobody().get("/api/v1/shares").then(), 401, "not-logged-in");
    }

    @Test
    void whoeverIsRemovedSharesNothing() {
        share(bob, "x", "one").statusCode(201);
        ann.asks()
                .delete("/api/v1/groups/{g}/members/{u}", group, bob.name())
                .then()
                .statusCode(204);
        ann.asks().get(FILES, group).then().body("items", empty());
    }

    @Test
    void whoeverDeletesTheAccountSharesNothing() {
        share(bob, "x", "one").statusCode(201);
        bob.asks()
                .body(Map.of("password", PASSWORD))
                .delete("/api/v1/accounts/me")
                .then()
                .statusCode(204);
        ann.asks().get(FILES, group).then().body("items", empty());
    }

    @Test
    void badNamesAndManifestsAreRefused() {
        for (String name : new String[] {"", "/etc/passwd", "a/../b", "a\u0000b", "~x"}) {
            refused(share(ann, name, "one"), 422, "bad-file");
        }
        refused(ann.asks().body(Map.of("file", "x")).post(SHARES, group).then(), 422, "bad-file");
        Manifest good = Manifests.of("one");
        for (Map<String, Object> wrong :
                List.<Map<String, Object>>of(
                        Map.of("size", -1),
                        Map.of("size", (16L << 40) + 1),
                        Map.of("size", Manifest.SMALLEST_PIECE + 1L),
                        Map.of("pieceSize", 1000),
                        Map.of("algorithm", "md5"),
                        Map.of("fileHash", new byte[20]),
                        Map.of("pieceHashes", new byte[33]))) {
            refused(
                    ann.asks()
                            .body(Map.of("file", "x", "manifest", changed(good, wrong)))
                            .post(SHARES, group)
                            .then(),
                    400,
                    "bad-request");
        }
        ann.asks().get(FILES, group).then().body("items", empty());
    }

    private static Map<String, Object> changed(Manifest manifest, Map<String, Object> change) {
        var fields = new HashMap<String, Object>();
        fields.put("size", manifest.size());
        fields.put("pieceSize", manifest.pieceSize());
        fields.put("algorithm", manifest.algorithm().label());
        fields.put("pieceHashes", Base64.getEncoder().encodeToString(manifest.pieceHashes()));
        fields.put("fileHash", Base64.getEncoder().encodeToString(manifest.fileHash()));
        fields.putAll(change);
        return fields;
    }

    @Test
    void aFileOf16TebibytesCanBeShared() {
        byte[] hash = new byte[32];
        var manifest =
                new Manifest(
                        Manifest.LARGEST_FILE,
                        Manifest.LARGEST_PIECE,
                        HashAlgorithm.SHA_256,
                        new byte[Manifest.MOST_PIECES * 32],
                        hash);
        ann.asks()
                .body(Map.of("file", "huge", "manifest", manifest))
                .post(SHARES, group)
                .then()
                .statusCode(201)
                .body("size", equalTo(Manifest.LARGEST_FILE));
        ann.asks()
                .get(FILE, group, "huge")
                .then()
                .statusCode(200)
                .body("pieces", equalTo(Manifest.MOST_PIECES));
    }

    @Test
    void onlyAnAttachedPeerDownloads() {
        share(ann, "x", "one").statusCode(201);
        refused(
                bob.asks()
                        .body(Map.of("file", "x"))
                        .post("/api/v1/groups/{g}/downloads", group)
                        .then(),
                409,
                "not-attached");
    }
}
