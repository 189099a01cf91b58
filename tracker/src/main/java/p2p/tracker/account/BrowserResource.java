package p2p.tracker.account;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import p2p.protocol.api.SignIn;
import p2p.protocol.api.SignedIn;
import p2p.tracker.request.Body;
import p2p.tracker.request.BrowserCookie;
import p2p.tracker.request.OwnPage;

@Tag(name = "Browsers", description = "Who is signed in at a tracker's page")
@Path("/browsers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class BrowserResource {

    private final Browsers browsers;
    private final Caller caller;
    private final HttpServerRequest request;

    BrowserResource(Browsers browsers, Caller caller, HttpServerRequest request) {
        this.browsers = browsers;
        this.caller = caller;
        this.request = request;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Sign in by a browser",
            description =
                    "For the tracker's own page: requests of other origins, or without one, are refused. The session is in a cookie that no script can read, and good for looking and for deciding about groups; it is no device, and ends no session of one. It ends an hour after its last use, and after a week in any case.")
    @APIResponseSchema(
            value = SignedIn.class,
            responseCode = "201",
            responseDescription = "Signed in; the cookie is set")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            value =
                                                    "{\"name\": \"ann\", \"password\": \"correct horse\"}")))
    public RestResponse<SignedIn> signIn(SignIn body) {
        boolean secure = OwnPage.isSecure(request);
        OwnPage.require(request, secure);
        Browsers.Opened opened =
                browsers.signIn(
                        Body.given(body),
                        request.getHeader(HttpHeaders.USER_AGENT),
                        caller.address());
        return RestResponse.ResponseBuilder.create(
                        RestResponse.Status.CREATED, info(opened.browser()))
                .cookie(new BrowserCookie(secure, opened.token().text()).toKeep())
                .build();
    }

    @GET
    @Path("/current")
    @Operation(
            summary = "Show who is signed in by this browser",
            description = "Who it is, and what the list of devices calls the browser.")
    @APIResponse(responseCode = "200", description = "Who it is")
    public SignedIn current() {
        return info(caller.browser());
    }

    @DELETE
    @Path("/current")
    @Operation(
            summary = "Sign out",
            description = "The cookie is worth nothing from then on. Devices stay logged in.")
    @APIResponse(responseCode = "204", description = "Signed out; the cookie is taken back")
    public RestResponse<Void> signOut() {
        browsers.signOut(caller.browser());
        return RestResponse.ResponseBuilder.<Void>noContent()
                .cookie(new BrowserCookie(OwnPage.isSecure(request), "").toForget())
                .build();
    }

    private static SignedIn info(Browser browser) {
        return new SignedIn(
                browser.person().name(), browser.name(), browser.since(), browser.ends());
    }
}
