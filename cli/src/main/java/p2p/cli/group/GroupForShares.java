package p2p.cli.group;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Call;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.peer.share.OwnShare;
import p2p.protocol.api.GroupInfo;
import p2p.protocol.api.NamedGroup;
import p2p.protocol.api.Standing;

/** The group that something is shared in: one that is there, or one that is made for it. */
public final class GroupForShares {

    private static final int LONGEST = 48;
    private static final int TRIES = 5;
    private static final int RANDOM_BITS = 20;
    private static final int RADIX = 32;

    private final GroupInfo group;
    private final boolean isNew;

    private GroupForShares(GroupInfo group, boolean isNew) {
        this.group = group;
        this.isNew = isNew;
    }

    /**
     * That of this name; where it is null, the own one that has the place, or one named after it.
     */
    public static GroupForShares of(
            Service service, @Nullable String name, Path place, Collection<OwnShare> shares) {
        List<GroupInfo> mine = service.list(Call.get("tracker", "groups", "mine"), GroupInfo.class);
        if (name != null) {
            return mine.stream()
                    .filter(group -> group.group().equalsIgnoreCase(name))
                    .findFirst()
                    .map(group -> new GroupForShares(group, false))
                    .orElseGet(() -> new GroupForShares(make(service, name), true));
        }
        return shares.stream()
                .filter(share -> isAt(share, place))
                .flatMap(share -> mine.stream().filter(group -> isOf(group, share)))
                .filter(group -> group.standing() == Standing.OWNER)
                .findFirst()
                .map(group -> new GroupForShares(group, false))
                .orElseGet(() -> new GroupForShares(makeFor(service, place), true));
    }

    private static boolean isOf(GroupInfo group, OwnShare share) {
        return group.group().equals(share.group());
    }

    private static boolean isAt(OwnShare share, Path place) {
        try {
            return share.path() != null && Files.isSameFile(Path.of(share.path()), place);
        } catch (IOException e) {
            return false;
        }
    }

    private static GroupInfo make(Service service, String name) {
        return service.run(
                Call.post("tracker", "groups").body(new NamedGroup(name)), GroupInfo.class);
    }

    /** Others may have a group of the same name. */
    private static GroupInfo makeFor(Service service, Path place) {
        String plain = nameFor(place);
        String name = plain;
        for (int i = 0; ; i++) {
            try {
                return make(service, name);
            } catch (Failure e) {
                if (i == TRIES || !List.of("name-taken", "bad-name").contains(e.type())) {
                    throw e;
                }
                var random = new BigInteger(RANDOM_BITS, new SecureRandom());
                name = plain + "-" + random.toString(RADIX);
            }
        }
    }

    /** What of a path's last part can be the name of a group. */
    static String nameFor(Path place) {
        String name =
                Objects.toString(place.getFileName(), "")
                        .replaceAll("[^A-Za-z0-9._-]+", "-")
                        .replaceFirst("^[._-]+", "")
                        .replaceFirst("[._-]+$", "");
        return name.isEmpty() ? "files" : name.substring(0, Math.min(name.length(), LONGEST));
    }

    public String name() {
        return group.group();
    }

    /** Whether it was made for this. */
    public boolean isNew() {
        return isNew;
    }

    /** Takes back that it was made. */
    public void undo(Service service) {
        service.run(Call.delete("tracker", "groups", name(), "members", "me"));
    }

    /**
     * The file that is shared in it from this place already, unchanged; a folder may have changed.
     */
    public Optional<OwnShare> among(Collection<OwnShare> shares, Path place) {
        return shares.stream()
                .filter(share -> isOf(group, share) && share.served() && isAt(share, place))
                .filter(share -> share.files() == null)
                .findFirst();
    }
}
