package p2p.protocol.api;

/** Answer to whoever made an invitation. The code is shown this once. */
public record InvitationGranted(String code, InvitationInfo invitation) {}
