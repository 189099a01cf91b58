package p2p.tracker.catalog;

import java.util.List;
import p2p.tracker.account.Person;
import p2p.tracker.group.GroupRef;

/** Fired as a CDI event inside the transaction that makes the change. */
public sealed interface CatalogueChange {

    /** Somebody shares the file, who did not before. */
    record Shared(SharedFile file, Person person) implements CatalogueChange {}

    /** It is the newest version of its name from now on. */
    record Published(SharedFile file, Person person) implements CatalogueChange {}

    /** They share another version of its name, and have this one no more. */
    record Replaced(SharedFile file, Person person) implements CatalogueChange {}

    /** They share nothing of that name any more, and are still in the group. */
    record Unshared(List<SharedFile> files, Person person) implements CatalogueChange {}

    /** Nobody shares these files of a group any more. Fired before their rows go. */
    record Gone(GroupRef group, List<SharedFile> files) implements CatalogueChange {}
}
