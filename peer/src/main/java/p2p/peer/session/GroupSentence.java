package p2p.peer.session;

import p2p.protocol.session.TrackerMessage.GroupEvent;

/** Says in a sentence what happened in a group. */
final class GroupSentence {

    private GroupSentence() {}

    static String of(GroupEvent event) {
        String user = event.user();
        String group = "'" + event.group() + "'";
        return switch (event.happening()) {
            case REQUESTED -> user + " asks to be let into " + group + ".";
            case WITHDRAWN -> user + " does not ask to be let into " + group + " any more.";
            case ACCEPTED -> user + " is a member of " + group + " now.";
            case REJECTED -> user + " was not let into " + group + ".";
            case LEFT -> user + " left " + group + ".";
            case REMOVED -> user + " was removed from " + group + ".";
            case OWNER -> user + " owns " + group + " now.";
            case GONE -> "The group " + group + " is gone.";
            case SHARED -> user + " shares '" + event.file() + "' in " + group + ".";
            case UNSHARED ->
                    user + " does not share '" + event.file() + "' in " + group + " any more.";
            case VERSION ->
                    user + " published a new version of '" + event.file() + "' in " + group + ".";
            case ROLE -> role(event, user, group);
            case UNKNOWN -> "Something happened in " + group + ": " + event.event() + ".";
        };
    }

    private static String role(GroupEvent event, String user, String group) {
        return switch (event.role()) {
            case READER -> user + " is a reader in " + group + " now, and shares nothing new.";
            case MODERATOR -> user + " is a moderator of " + group + " now.";
            case OWNER, MEMBER -> user + " is a plain member of " + group + " now.";
            case null -> user + " has another role in " + group + " now.";
        };
    }
}
