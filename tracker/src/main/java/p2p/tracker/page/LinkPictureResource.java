package p2p.tracker.page;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import p2p.page.QrSquares;
import p2p.protocol.InvitationLink;
import p2p.protocol.api.DrawnLink;
import p2p.protocol.api.LinkToDraw;
import p2p.tracker.refusal.Refusal;
import p2p.tracker.refusal.Refused;
import p2p.tracker.request.Body;

@Tag(name = "Invitations")
@Path("/invitations/pictures")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class LinkPictureResource {

    private static final int LONGEST = 2000;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Draw a link as a QR code",
            description =
                    "For whoever holds a telephone in front of the screen. The link is whole, with its code, and has at most 2000 characters; nothing of it is kept.")
    @APIResponse(responseCode = "200", description = "The code's squares, row by row")
    @RequestBody(
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            value =
                                                    "{\"link\": \"https://tracker.example.org/i/film-club#3k0c1v7m5p9q2a8r4t6b0d1e2f\"}")))
    public DrawnLink draw(LinkToDraw body) {
        String link = whole(Body.given(body).link());
        return new DrawnLink(QrSquares.of(link).orElseThrow(() -> noLink("it is too long")).rows());
    }

    private static String whole(@Nullable String link) {
        if (link == null || link.length() > LONGEST) {
            throw noLink("it has 1 to " + LONGEST + " characters");
        }
        try {
            return InvitationLink.parse(link).toString();
        } catch (IllegalArgumentException e) {
            throw noLink(String.valueOf(e.getMessage()));
        }
    }

    private static Refused noLink(String why) {
        return Refusal.BAD_REQUEST.because("This is no invitation's link: " + why + ".");
    }
}
