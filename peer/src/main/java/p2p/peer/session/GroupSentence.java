package p2p.peer.session;

import p2p.protocol.session.TrackerMessage.GroupEvent;

/** Says in a sentence what happened in a group. */
final class GroupSentence {

    private GroupSentence() {}

    static String of(GroupEvent event) {
        String user = event.user();
        String group = "'" + event.group() + "'";
        return switch (event.event()) {
            case "requested" -> user + " asks to be let into " + group + ".";
            case "withdrawn" -> user + " does not ask to be let into " + group + " any more.";
            case "accepted" -> user + " is a member of " + group + " now.";
            case "rejected" -> user + " was not let into " + group + ".";
            case "left" -> user + " left " + group + ".";
            case "removed" -> user + " was removed from " + group + ".";
            case "owner" -> user + " owns " + group + " now.";
            case "gone" -> "The group " + group + " is gone.";
            case "shared" -> user + " shares '" + event.file() + "' in " + group + ".";
            case "unshared" ->
                    user + " does not share '" + event.file() + "' in " + group + " any more.";
            default -> "Something happened in " + group + ": " + event.event() + ".";
        };
    }
}
