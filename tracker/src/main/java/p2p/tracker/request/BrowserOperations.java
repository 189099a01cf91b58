package p2p.tracker.request;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a browser's cookie is good for: to look, to decide about groups, and to shut others out of
 * one's account. Nothing of it lets anybody into the account without the password, nor gives a
 * file's bytes. All else needs a session of a device.
 */
public final class BrowserOperations {

    /** What stands for names and numbers, which need no escapes; anything else opens nothing. */
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    private static final Set<String> TEMPLATES =
            Set.of(
                    "GET /browsers/current",
                    "DELETE /browsers/current",
                    "GET /devices",
                    "PUT /devices",
                    "DELETE /devices/{device}",
                    "PUT /accounts/me/password",
                    "GET /news",
                    "GET /groups",
                    "POST /groups",
                    "GET /groups/mine",
                    "GET /groups/{group}",
                    "GET /groups/{group}/members",
                    "PUT /groups/{group}/owner",
                    "PUT /groups/{group}/inviters",
                    "PUT /groups/{group}/members/{user}/role",
                    "DELETE /groups/{group}/members/{user}",
                    "DELETE /groups/{group}/members/me",
                    "GET /groups/{group}/candidates",
                    "GET /groups/{group}/requests",
                    "POST /groups/{group}/requests",
                    "DELETE /groups/{group}/requests/me",
                    "POST /groups/{group}/requests/{user}/accept",
                    "POST /groups/{group}/requests/{user}/reject",
                    "GET /groups/{group}/invitations",
                    "POST /groups/{group}/invitations",
                    "DELETE /groups/{group}/invitations/{id}",
                    "POST /groups/{group}/invitations/{id}/words",
                    "POST /invitations/acceptances",
                    "POST /invitations/pictures",
                    "GET /groups/{group}/files",
                    "GET /groups/{group}/sharers",
                    "GET /groups/{group}/versions");

    private static final List<Pattern> FORMS =
            TEMPLATES.stream().map(BrowserOperations::form).toList();

    private BrowserOperations() {}

    private static Pattern form(String template) {
        return Pattern.compile(
                Arrays.stream(template.split("/"))
                        .map(part -> part.startsWith("{") ? NAME : Pattern.quote(part))
                        .collect(Collectors.joining("/")));
    }

    /** {@code operation} is a method and a path below {@code /api/v1}, as it was sent. */
    public static boolean contains(String operation) {
        return FORMS.stream().anyMatch(form -> form.matcher(operation).matches());
    }

    static boolean containsTemplate(String operation) {
        return TEMPLATES.contains(operation);
    }
}
