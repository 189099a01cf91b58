package p2p.cli.group;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.peer.PeerStatus;
import p2p.peer.disk.DiskTrouble;
import p2p.peer.disk.PrivateFile;
import p2p.protocol.InvitationLink;
import p2p.protocol.SpokenCode;
import p2p.protocol.TrackerList;
import p2p.protocol.api.SpokenInvitation;
import p2p.protocol.api.SpokenWords;

/**
 * Links that were told as six words. They are kept at home, since words last for minutes, and what
 * they lead to may take hours, and be asked for again.
 */
public final class Telephone {

    private static final int MOST = 50;
    private static final Set<String> OF_BEFORE = Set.of("not-found", "not-logged-in");

    private final Path file;

    private Telephone(String home) {
        file = Path.of(home).resolve("told-links.txt");
    }

    public static SpokenCode read(String words) {
        try {
            return SpokenCode.parse(words);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(
                    "This is neither a link nor the code of one: " + e.getMessage() + ".");
        }
    }

    /** What the words stand for, or did when these trackers were asked about them first. */
    public static InvitationLink link(Service service, SpokenCode code) {
        PeerStatus peer = service.run(Call.get("status"), PeerStatus.class);
        var telephone = new Telephone(peer.home());
        return telephone
                .kept(code)
                .filter(link -> peer.trackerUrls().contains(link.tracker().line()))
                .orElseGet(() -> {
                    InvitationLink link = asked(service, peer, code);
                    telephone.keep(code, link);
                    return link;
                });
    }

    /** Read once more as the link that it makes, since a tracker can say anything. */
    private static InvitationLink asked(Service service, PeerStatus peer, SpokenCode code) {
        try {
            SpokenInvitation told =
                    service.run(
                            Call.post("tracker", "invitations", "links")
                                    .body(new SpokenWords(code.words())),
                            SpokenInvitation.class);
            var link =
                    new InvitationLink(
                            TrackerList.entry(1, peer.trackerUrls().getFirst()),
                            told.group(),
                            told.code(),
                            Optional.ofNullable(told.file()));
            return InvitationLink.parse(link.toString());
        } catch (IllegalArgumentException e) {
            throw Failure.refused("bad-answer", "The tracker's answer is no link.");
        } catch (Failure e) {
            throw OF_BEFORE.contains(e.type())
                    ? Failure.refused(
                            e.type(),
                            "The tracker, or the p2p service that runs here, is of before there were"
                                    + " words for links; ask for the link.")
                    : e;
        }
    }

    private Optional<InvitationLink> kept(SpokenCode code) {
        try {
            return lines().stream()
                    .filter(line -> line.startsWith(code.words() + " "))
                    .map(line -> InvitationLink.parse(line.substring(line.indexOf(' '))))
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void keep(SpokenCode code, InvitationLink link) {
        var lines = new ArrayList<String>(List.of(code.words() + " " + link));
        lines().stream().limit(MOST - 1).forEach(lines::add);
        try {
            PrivateFile.write(
                    file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    private Failure trouble(IOException e) {
        return Failure.refused("home", DiskTrouble.of(file, e).getMessage());
    }
}
