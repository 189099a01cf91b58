package p2p.peer.reach;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import p2p.protocol.HostPort;
import p2p.protocol.peer.Encryption;

/**
 * The addresses at which a seeder is tried, near ones first. What it has told of itself is tried
 * only where it encrypts, so that whoever answers proves to be that seeder, and an address of a
 * private network only where the two may be in the same one: a stranger's word has nobody knock
 * around at home.
 */
public final class Ways {

    private static final int MOST = 8;

    /** Nobody has checked them, and they may be anybody's. */
    private static final int MOST_PUBLIC_TOLD = 2;

    /** Of an IPv6 address so many bytes say in whose house it is. */
    private static final int HOUSE_BYTES = 8;

    private enum Nearness {
        SAME_MACHINE,
        SAME_LINK,
        SAME_HOUSE,
        CHECKED,
        ANYWHERE
    }

    private record Way(HostPort address, Nearness nearness) {}

    private final Whereabouts seeder;
    private final Standpoint own;

    private Ways(Whereabouts seeder, Standpoint own) {
        this.seeder = seeder;
        this.own = own;
    }

    public static List<HostPort> to(Whereabouts seeder, Standpoint own) {
        HostPort checked = seeder.contact().address();
        if (seeder.contact().encryption() == Encryption.OFF) {
            return seeder.isChecked() ? List.of(checked) : List.of();
        }
        List<HostPort> ways = new Ways(seeder, own).all().stream().map(Way::address).toList();
        return ways.isEmpty() && seeder.isChecked() ? List.of(checked) : ways;
    }

    /** Whether it may be so near that it is worth some seconds to wait for it. */
    public static boolean areNear(Whereabouts seeder, Standpoint own) {
        return seeder.contact().encryption() == Encryption.ON
                && new Ways(seeder, own)
                        .all().stream()
                                .anyMatch(way -> way.nearness.compareTo(Nearness.SAME_HOUSE) <= 0);
    }

    /**
     * Whether somebody whom a tracker sees there can be reached from here: at home alone where this
     * peer is seen at home as well.
     */
    public static boolean mayLead(HostPort seen, Standpoint own) {
        InetAddress address = Network.literal(seen.host()).orElse(null);
        return address != null
                && !isNobodys(address)
                && (!isInside(address) || own.seen().filter(Ways::isInside).isPresent());
    }

    private static boolean isInside(InetAddress address) {
        return address.isLoopbackAddress() || Network.isPrivate(address);
    }

    private List<Way> all() {
        List<Way> ways = new ArrayList<>();
        if (seeder.isChecked()) {
            HostPort checked = seeder.contact().address();
            nearness(checked, true).ifPresent(it -> ways.add(new Way(checked, it)));
        }
        int publicTold = 0;
        for (HostPort told : seeder.told()) {
            Nearness nearness = nearness(told, false).orElse(null);
            if (nearness == null
                    || (nearness == Nearness.ANYWHERE && publicTold++ >= MOST_PUBLIC_TOLD)) {
                continue;
            }
            if (ways.stream().noneMatch(way -> way.address.equals(told))) {
                ways.add(new Way(told, nearness));
            }
        }
        return ways.stream().sorted(Comparator.comparing(Way::nearness)).limit(MOST).toList();
    }

    private Optional<Nearness> nearness(HostPort way, boolean isChecked) {
        InetAddress address = Network.literal(way.host()).orElse(null);
        if (address == null) {
            return isChecked ? Optional.of(Nearness.CHECKED) : Optional.empty();
        }
        if (address.isLoopbackAddress()) {
            boolean isHere = own.seen().map(InetAddress::isLoopbackAddress).orElse(true);
            return isChecked && isHere ? Optional.of(Nearness.SAME_MACHINE) : Optional.empty();
        }
        if (!isChecked && isNobodys(address)) {
            return Optional.empty();
        }
        if (own.has(address)) {
            return way.port() == own.port() ? Optional.empty() : Optional.of(Nearness.SAME_MACHINE);
        }
        if (own.isOnLink(address)) {
            return Optional.of(Nearness.SAME_LINK);
        }
        if (!Network.isPrivate(address)) {
            return Optional.of(isChecked ? Nearness.CHECKED : Nearness.ANYWHERE);
        }
        if (isInSameHouse()) {
            return Optional.of(Nearness.SAME_HOUSE);
        }
        return isChecked ? Optional.of(Nearness.CHECKED) : Optional.empty();
    }

    /** Where the tracker sees both at one public address, or both within its own networks. */
    private boolean isInSameHouse() {
        InetAddress seen = own.seen().orElse(null);
        InetAddress other = Network.literal(seeder.contact().address().host()).orElse(null);
        if (seen == null || other == null || seen.isLoopbackAddress()) {
            return false;
        }
        return Network.isPrivate(seen)
                ? Network.isPrivate(other) || other.isLoopbackAddress()
                : isOneHouse(seen, other);
    }

    private static boolean isOneHouse(InetAddress one, InetAddress other) {
        byte[] first = one.getAddress();
        byte[] second = other.getAddress();
        int bytes = first.length == Integer.BYTES ? Integer.BYTES : HOUSE_BYTES;
        return first.length == second.length && Arrays.equals(first, 0, bytes, second, 0, bytes);
    }

    private static boolean isNobodys(InetAddress address) {
        return address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || address.isLinkLocalAddress();
    }
}
