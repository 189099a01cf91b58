package p2p.tracker.request;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.media.Schema;
import p2p.protocol.HostPort;
import p2p.protocol.Json;
import p2p.protocol.Role;
import p2p.protocol.api.AccountInfo;
import p2p.protocol.api.AuditEntry;
import p2p.protocol.api.BrowserInfo;
import p2p.protocol.api.DeviceInfo;
import p2p.protocol.api.DownloadGrant;
import p2p.protocol.api.DrawnLink;
import p2p.protocol.api.FileDetail;
import p2p.protocol.api.FileInfo;
import p2p.protocol.api.GroupDetail;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.InvitationGranted;
import p2p.protocol.api.InvitationInfo;
import p2p.protocol.api.Inviters;
import p2p.protocol.api.JoinRequestInfo;
import p2p.protocol.api.LatestNews;
import p2p.protocol.api.LeftGroup;
import p2p.protocol.api.Mirror;
import p2p.protocol.api.NamedUser;
import p2p.protocol.api.NewestVersion;
import p2p.protocol.api.OwnDevices;
import p2p.protocol.api.Page;
import p2p.protocol.api.ResetGranted;
import p2p.protocol.api.SessionGranted;
import p2p.protocol.api.SessionInfo;
import p2p.protocol.api.ShareInfo;
import p2p.protocol.api.SignedIn;
import p2p.protocol.api.SpokenCodeGranted;
import p2p.protocol.api.SpokenInvitation;
import p2p.protocol.api.Standing;
import p2p.protocol.api.StoredData;
import p2p.protocol.api.TrackerInfo;
import p2p.protocol.api.TrackerTime;
import p2p.protocol.api.VersionInfo;
import p2p.protocol.file.FileId;
import p2p.protocol.file.HashAlgorithm;
import p2p.protocol.file.Manifest;
import p2p.protocol.peer.Encryption;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.Seeder;

/** What successful answers look like, for the OpenAPI document. */
final class ApiExamples {

    private static final String GROUP = "film-club";
    private static final String FILE = "holiday.mkv";
    private static final Instant THEN = Instant.parse("2026-01-31T18:00:00Z");
    private static final Instant NOW = Instant.parse("2026-02-01T09:30:00Z");
    private static final byte[] HASH = new byte[FileId.LENGTH];
    private static final FileId ID = FileId.of(HASH);
    private static final HostPort PEER = new HostPort("192.0.2.7", 7070);
    private static final int PIECE = Manifest.SMALLEST_PIECE;

    private static final GroupInfo GROUP_INFO =
            new GroupInfo(GROUP, "ann", 2, Standing.MEMBER, Role.MODERATOR);
    private static final FileInfo FILE_INFO =
            new FileInfo(
                    GROUP,
                    FILE,
                    ID,
                    PIECE,
                    "ann",
                    NOW,
                    1,
                    1,
                    HashAlgorithm.SHA_256,
                    ID.hex(),
                    null,
                    1);

    private static final InvitationInfo INVITATION =
            new InvitationInfo(
                    7, GROUP, "ann", NOW, NOW.plusSeconds(604_800), 1, 0, true, "for Bob");
    private static final Map<String, Object> BY_SCHEMA =
            Stream.of(
                            new NamedUser("ann"),
                            new AccountInfo("bob", THEN, false, NOW, false),
                            new ResetGranted(
                                    "bob",
                                    "0f3a5c7e9b1d2f4a6c8e0b2d4f6a8c0e",
                                    NOW.plusSeconds(86_400)),
                            new SessionGranted(
                                    "w0fB5mP1oYk3nT7cXq9dLr2uZs6hVj8aEg4iKyMxNbQ",
                                    "ann",
                                    NOW,
                                    "laptop"),
                            new OwnDevices(
                                    3,
                                    List.of(
                                            new DeviceInfo(
                                                    "laptop",
                                                    Fingerprint.of(HASH),
                                                    THEN,
                                                    true,
                                                    NOW,
                                                    "192.0.2.7",
                                                    true)),
                                    List.of(
                                            new BrowserInfo(
                                                    "Firefox-Linux",
                                                    THEN,
                                                    NOW,
                                                    NOW.plusSeconds(3600),
                                                    "192.0.2.7"))),
                            new SignedIn("ann", "Firefox-Linux", NOW, NOW.plusSeconds(3600)),
                            new LatestNews("2-11-47"),
                            new DrawnLink(List.of("1110111", "1010101")),
                            new SessionInfo("ann", NOW, "192.0.2.7", PEER),
                            new StoredData(
                                    "ann",
                                    NOW,
                                    Map.of("requests", List.of(Map.of("group", GROUP)))),
                            new TrackerTime(NOW),
                            new Mirror(40123),
                            new AuditEntry(12, NOW, "join-accepted", "bob", Map.of("by", "ann")),
                            GROUP_INFO,
                            new GroupDetail(
                                    GROUP,
                                    "ann",
                                    THEN,
                                    Standing.MEMBER,
                                    List.of(
                                            new GroupDetail.Member("ann", THEN, true, Role.OWNER),
                                            new GroupDetail.Member(
                                                    "bob", NOW, false, Role.MODERATOR)),
                                    Role.MODERATOR,
                                    Inviters.MODERATORS,
                                    2,
                                    null),
                            new GroupDetail.Member("ann", THEN, true, Role.OWNER),
                            new LeftGroup(GROUP, "bob", true),
                            new JoinRequestInfo(GROUP, "bob", NOW),
                            INVITATION,
                            new InvitationGranted("3k0c1v7m5p9q2a8r4t6b0d1e2f", INVITATION, null),
                            new SpokenCodeGranted(
                                    "amber-canyon-harbor-velvet-noodle-tulip",
                                    NOW.plusSeconds(900)),
                            new SpokenInvitation(GROUP, "3k0c1v7m5p9q2a8r4t6b0d1e2f", FILE),
                            FILE_INFO,
                            new FileDetail(
                                    FILE_INFO,
                                    PIECE,
                                    1,
                                    List.of(new FileDetail.Sharer("ann", true, true)),
                                    null),
                            new FileDetail.Sharer("ann", true, true),
                            new ShareInfo(GROUP, FILE, ID, PIECE, 1),
                            new NewestVersion(FILE, 3),
                            new VersionInfo(1, ID, PIECE, null, "ann", THEN, true, true, 1, 1),
                            new DownloadGrant(
                                    GROUP,
                                    FILE,
                                    ID,
                                    new Manifest(PIECE, PIECE, HashAlgorithm.SHA_256, HASH, HASH),
                                    List.of(
                                            new Seeder(
                                                    "ann",
                                                    new PeerContact(
                                                            PEER,
                                                            Fingerprint.of(HASH),
                                                            Encryption.ON),
                                                    true)),
                                    new byte[] {1, 2, 3},
                                    NOW.plusSeconds(300),
                                    1,
                                    List.of()),
                            new TrackerInfo(
                                    1,
                                    new HostPort("192.0.2.1", 7001),
                                    "1.0.0",
                                    "up",
                                    THEN,
                                    NOW,
                                    1))
                    .collect(
                            Collectors.toMap(o -> o.getClass().getSimpleName(), ApiExamples::json));

    private ApiExamples() {}

    /** An example of what the schema describes, where it is one of the answers'. */
    static Optional<Object> of(Schema schema) {
        if (schema.getItems() != null) {
            return of(schema.getItems()).map(List::of);
        }
        String name = String.valueOf(schema.getRef()).replaceFirst(".*/", "");
        if (name.startsWith("Page")) {
            return Optional.ofNullable(BY_SCHEMA.get(name.substring("Page".length())))
                    .map(item -> json(new Page<>(List.of(item), null)));
        }
        return Optional.ofNullable(BY_SCHEMA.get(name));
    }

    private static Object json(Object example) {
        return Json.strict().convertValue(example, new TypeReference<Map<String, Object>>() {});
    }
}
