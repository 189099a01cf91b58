package p2p.tracker.page;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import p2p.protocol.api.Problem;
import p2p.tracker.People;
import p2p.tracker.RunningTracker;

/** What a browser is shown by a tracker, and that programs are answered as they always were. */
@ExtendWith(RunningTracker.class)
class PublicPagesIT {

    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types 'none'";

    private final String group = People.freshName("seen");

    private static ValidatableResponse browse(String path) {
        return given().accept(BROWSER).get(path).then();
    }

    private static ValidatableResponse guarded(ValidatableResponse answer) {
        return answer.statusCode(200)
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "no-cache")
                .header("Set-Cookie", nullValue());
    }

    @Test
    void anInvitationSaysWhatToInstallAndToType() throws IOException {
        guarded(browse("/i/" + group))
                .contentType("text/html")
                .header("Vary", "accept")
                .body(containsString("sudo apt install"))
                .body(containsString("p2p get 'THE WHOLE ADDRESS OF THIS PAGE'"))
                .body(not(containsString(group)));
        refused(browse("/i/" + group + "/more"));
        refused(given().accept(BROWSER).post("/i/" + group).then());
        given().get(RunningTracker.operator() + "/q/metrics")
                .then()
                .statusCode(200)
                .body(not(containsString(group)));
    }

    @Test
    void aTrackersAddressSaysWhatItIs() {
        guarded(browse("/")).contentType("text/html").body(containsString("A p2p tracker"));
        refused(browse("/page/"));
        refused(browse("/page/none.js"));
        refused(browse("/page/..%2Fpage%2Flook.css"));
        refused(browse("/page/messages.properties"));
    }

    @Test
    void whatABrowserHasIsNotSentAgain() {
        String tag =
                guarded(browse("/page/join.js"))
                        .contentType("text/javascript")
                        .extract()
                        .header("ETag");
        String again =
                given().header("If-None-Match", tag)
                        .get("/page/join.js")
                        .then()
                        .statusCode(304)
                        .header("ETag", tag)
                        .extract()
                        .asString();
        assertEquals("", again);
        guarded(browse("/page/look.css")).contentType("text/css").header("ETag", not(tag));
        guarded(browse("/page/mark.svg")).contentType("image/svg+xml");
        guarded(browse("/page/messages.js")).body(containsString("\"product\":\"p2p\""));
        guarded(browse("/page/identity.js"))
                .contentType("text/javascript")
                .body(equalTo("export const identity = \"\";\n"));
    }

    @Test
    void programsAreAnsweredAsTheyAlwaysWere() {
        given().get("/i/" + group)
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .body(containsString("p2p get 'LINK'"));
        refused(given().get("/").then());
        refused(given().get("/i/" + group + "/more").then());
        refused(given().post("/i/" + group).then());
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(404)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo(Problem.NOT_FOUND));
    }
}
