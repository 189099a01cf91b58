package p2p.tracker.request;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserOperationsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /groups/mine",
                "GET /groups/film-club",
                "PUT /groups/film-club/owner",
                "POST /groups/film-club/requests/bob/accept",
                "DELETE /groups/film-club/invitations/7",
                "POST /invitations/acceptances",
                "GET /groups/film-club/sharers",
                "GET /groups/film-club/versions",
                "GET /devices",
                "PUT /devices",
                "DELETE /devices/Firefox-Linux-2",
                "PUT /accounts/me/password",
            })
    void toLookAndToDecideIsForBrowsers(String operation) {
        assertTrue(BrowserOperations.contains(operation));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /groups/film-club/audit",
                "GET /groups/film-club%2Faudit",
                "GET /groups/..",
                "GET /groups/film-club/../mine",
                "GET /groups/mine;x=y",
                "GET /groups//mine",
                "GET /groups/mine/",
                "GET groups/mine",
                "POST /groups/film-club/shares",
                "POST /groups/film-club/versions",
                "PUT /groups/film-club/newest",
                "POST /groups/film-club/downloads",
                "POST /groups/film-club",
                "DELETE /groups",
                "DELETE /devices",
                "DELETE /devices/..",
                "DELETE /devices/laptop%2Fx",
                "PUT /accounts/ann/password",
                "DELETE /accounts/me",
                "GET /accounts/me/data",
                "POST /accounts/me/password",
                "GET /sessions/current",
                "get /groups/mine",
                "",
            })
    void nothingElseIs(String operation) {
        assertFalse(BrowserOperations.contains(operation));
    }
}
