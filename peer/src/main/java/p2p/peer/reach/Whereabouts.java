package p2p.peer.reach;

import java.util.List;
import p2p.protocol.HostPort;
import p2p.protocol.peer.PeerContact;
import p2p.protocol.session.Seeder;

/**
 * Where a seeder may be.
 *
 * @param isChecked whether its tracker has reached it at the contact's address
 * @param told what it says that its addresses are, which nobody has checked
 */
public record Whereabouts(PeerContact contact, boolean isChecked, List<HostPort> told) {

    public static Whereabouts checked(PeerContact contact) {
        return new Whereabouts(contact, true, List.of());
    }

    public static Whereabouts checked(Seeder seeder) {
        return new Whereabouts(seeder.contact(), true, toldBy(seeder));
    }

    public static Whereabouts unchecked(Seeder seeder) {
        return new Whereabouts(seeder.contact(), false, toldBy(seeder));
    }

    private static List<HostPort> toldBy(Seeder seeder) {
        List<HostPort> told = seeder.told();
        return told == null ? List.of() : List.copyOf(told);
    }

    /** The same without an address at which somebody else is. */
    public Whereabouts without(HostPort address) {
        return new Whereabouts(
                contact, isChecked, told.stream().filter(it -> !it.equals(address)).toList());
    }

    public boolean includes(HostPort address) {
        return contact.address().equals(address) || told.contains(address);
    }
}
