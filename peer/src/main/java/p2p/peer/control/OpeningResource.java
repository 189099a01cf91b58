package p2p.peer.control;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import p2p.page.PageFile;
import p2p.peer.refusal.Refusal;

/** The way into the page: its files, which are nobody's, and a session for a word. */
@ByBrowser
@Path("/")
public class OpeningResource {

    static final String OPEN = "/open";
    static final String OWN = "/own/";

    private final PageSessions sessions;

    public OpeningResource(PageSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * {@code word} is what stands behind the '#' of the address, which no browser sends by itself.
     */
    public record Word(@Nullable String word) {}

    @GET
    @Path(OPEN)
    @Operation(summary = "Show what exchanges the word of the address for a session")
    public Response open(@HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String had) {
        return answer("open.html", had);
    }

    @POST
    @Path(OPEN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Exchange a word for a session, whose cookie no script can read")
    public Response open(@Nullable Word word) {
        PageSessions.Opened opened =
                sessions.open(word == null || word.word == null ? "" : word.word)
                        .orElseThrow(() ->
                                Refusal.NOT_THIS_USER.because(
                                        "This address was used already, or is older than a"
                                                + " minute; run 'p2p open' again."));
        String path = OWN + opened.name() + "/";
        return Response.ok(Map.of("path", path))
                .header(
                        HttpHeaders.SET_COOKIE,
                        "%s=%s; Path=%s; HttpOnly; SameSite=Strict"
                                .formatted(BrowserGuard.COOKIE, opened.secret(), path))
                .build();
    }

    @GET
    @Path(PageFile.PATH + "{file}")
    @Operation(summary = "Show a file of the page")
    public Response file(
            @PathParam("file") String name,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String had) {
        return answer(name, had);
    }

    private static Response answer(String name, @Nullable String had) {
        PageFile file =
                PageFile.named(name)
                        .orElseThrow(
                                () -> Refusal.NOT_ON_PAGE.because("The page has nothing there."));
        Response.ResponseBuilder answer =
                file.tag().equals(had)
                        ? Response.notModified()
                        : Response.ok(file.text()).header(HttpHeaders.CONTENT_TYPE, file.type());
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(HttpHeaders.ETAG, file.tag())
                .build();
    }
}
