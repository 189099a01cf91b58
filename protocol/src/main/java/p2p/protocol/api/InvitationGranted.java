package p2p.protocol.api;

import org.jspecify.annotations.Nullable;
import p2p.protocol.peer.Fingerprint;

/**
 * Answer to whoever made an invitation. The code is shown this once.
 *
 * @param identity by which the tracker is known, for a link to it; null where it is by none
 */
public record InvitationGranted(
        String code, InvitationInfo invitation, @Nullable Fingerprint identity) {}
