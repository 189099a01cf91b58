package p2p.tracker.catalog;

import java.util.List;
import p2p.tracker.account.LiveSession;
import p2p.tracker.account.Person;
import p2p.tracker.group.GroupRef;

/** Fired as a CDI event inside the transaction that makes the change. */
public sealed interface CatalogueChange {

    /** Somebody shares the file, who did not before; the first one or one more. */
    record Shared(SharedFile file, Person person, boolean first) implements CatalogueChange {}

    /** It is the newest version of its name from now on. */
    record Published(SharedFile file, Person person) implements CatalogueChange {}

    /** Whose session it is shares another version of its name, and has this one no more. */
    record Replaced(SharedFile file, LiveSession by) implements CatalogueChange {}

    /** They share nothing of that name any more, and are still in the group. */
    record Unshared(List<SharedFile> files, LiveSession by) implements CatalogueChange {}

    /** This one of their devices has these no more; another one has each of them still. */
    record Withdrawn(List<SharedFile> files, LiveSession by) implements CatalogueChange {}

    /** Nobody shares these files of a group any more. Fired before their rows go. */
    record Gone(GroupRef group, List<SharedFile> files) implements CatalogueChange {}
}
