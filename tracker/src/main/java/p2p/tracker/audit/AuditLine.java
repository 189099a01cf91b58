package p2p.tracker.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import p2p.tracker.account.AccountChange;
import p2p.tracker.account.RefusedLogIn;
import p2p.tracker.group.GroupChange;
import p2p.tracker.group.GroupRef;

/**
 * What happened to whom. Nothing in it needs to be escaped: names and addresses have neither spaces
 * nor line ends.
 */
record AuditLine(String what, Optional<GroupRef> group, String user, Map<String, String> details) {

    private static final String FROM = "from";
    private static final String BY = "by";

    static AuditLine of(RefusedLogIn refused) {
        String user = refused.user().isEmpty() ? "-" : refused.user();
        return new AuditLine(
                "log-in-refused", Optional.empty(), user, Map.of(FROM, refused.address()));
    }

    static AuditLine of(AccountChange change) {
        return new AuditLine(
                what(change), Optional.empty(), change.person().name(), details(change));
    }

    static AuditLine of(GroupChange change) {
        return new AuditLine(
                what(change), Optional.of(change.group()), change.person().name(), details(change));
    }

    private static String what(AccountChange change) {
        return switch (change) {
            case AccountChange.Created _ -> "account-created";
            case AccountChange.Administered _ -> "account-administered";
            case AccountChange.PasswordChanged _ -> "password-changed";
            case AccountChange.Ending _ -> "account-deleted";
            case AccountChange.DevicesAllowed _ -> "devices-allowed";
            case AccountChange.DeviceRemoved _ -> "device-removed";
            case AccountChange.SignedIn _ -> "signed-in";
            case AccountChange.SignedOut _ -> "signed-out";
            case AccountChange.LoggedIn _ -> "logged-in";
            case AccountChange.SessionEnded _ -> "session-ended";
        };
    }

    private static Map<String, String> details(AccountChange change) {
        return switch (change) {
            case AccountChange.Created _, AccountChange.PasswordChanged _, AccountChange.Ending _ ->
                    Map.of();
            case AccountChange.Administered c -> {
                var details = new LinkedHashMap<String, String>();
                details.put("deed", c.deed().label());
                details.put(BY, c.by().name());
                yield details;
            }
            case AccountChange.DevicesAllowed c -> Map.of("most", String.valueOf(c.most()));
            case AccountChange.DeviceRemoved c -> Map.of("device", c.device());
            case AccountChange.SignedIn c -> {
                var details = new LinkedHashMap<String, String>();
                details.put(FROM, c.address());
                details.put("browser", c.browser());
                yield details;
            }
            case AccountChange.SignedOut c -> {
                var details = new LinkedHashMap<String, String>();
                details.put("reason", c.reason().label());
                details.put("browser", c.browser());
                yield details;
            }
            case AccountChange.LoggedIn c -> Map.of(FROM, c.session().address());
            case AccountChange.SessionEnded c -> Map.of("reason", c.reason().label());
        };
    }

    private static String what(GroupChange change) {
        return switch (change) {
            case GroupChange.Created _ -> "group-created";
            case GroupChange.Requested _ -> "join-requested";
            case GroupChange.Withdrawn _ -> "join-withdrawn";
            case GroupChange.Accepted _ -> "join-accepted";
            case GroupChange.Rejected _ -> "join-rejected";
            case GroupChange.InvitationMade _ -> "invitation-made";
            case GroupChange.InvitationRevoked _ -> "invitation-revoked";
            case GroupChange.Invited _ -> "join-invited";
            case GroupChange.Left _ -> "member-left";
            case GroupChange.Removed _ -> "member-removed";
            case GroupChange.RoleChanged _ -> "role-changed";
            case GroupChange.InvitersChanged _ -> "inviters-changed";
            case GroupChange.OwnerChanged _ -> "owner-changed";
            case GroupChange.Gone _ -> "group-gone";
        };
    }

    private static Map<String, String> details(GroupChange change) {
        return switch (change) {
            case GroupChange.Created _,
                    GroupChange.Requested _,
                    GroupChange.Withdrawn _,
                    GroupChange.Left _,
                    GroupChange.Gone _ ->
                    Map.of();
            case GroupChange.Accepted c -> Map.of(BY, c.by().name());
            case GroupChange.Rejected c -> Map.of(BY, c.by().name());
            case GroupChange.Removed c -> Map.of(BY, c.by().name());
            case GroupChange.OwnerChanged c -> Map.of(BY, c.by().name());
            case GroupChange.InvitationMade c -> invitation(c.invitation());
            case GroupChange.InvitationRevoked c -> invitation(c.invitation());
            case GroupChange.Invited c -> invitation(c.invitation());
            case GroupChange.RoleChanged c -> {
                var details = new LinkedHashMap<String, String>();
                details.put("role", String.valueOf(c.role()));
                details.put(BY, c.by().name());
                yield details;
            }
            case GroupChange.InvitersChanged c -> Map.of("to", String.valueOf(c.inviters()));
        };
    }

    private static Map<String, String> invitation(long id) {
        return Map.of("invitation", String.valueOf(id));
    }

    /** As the log has it. */
    String text() {
        return what
                + group.map(it -> " group=" + it.name()).orElse("")
                + " user="
                + user
                + details.entrySet().stream()
                        .map(it -> " " + it.getKey() + "=" + it.getValue())
                        .collect(Collectors.joining());
    }
}
