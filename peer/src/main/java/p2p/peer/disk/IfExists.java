package p2p.peer.disk;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** What to do about other files that already have a download's names. */
public final class IfExists {

    public static final IfExists REFUSE = new IfExists(_ -> false);
    public static final IfExists REPLACE = new IfExists(_ -> true);

    private final Predicate<Path> mayReplace;

    private IfExists(Predicate<Path> mayReplace) {
        this.mayReplace = mayReplace;
    }

    /** Replaces copies of earlier versions, as long as they are what was shared from here. */
    public static IfExists replaceUnchanged(List<Shared> earlier) {
        List<Predicate<Path>> unchanged = earlier.stream().map(Shared::unchanged).toList();
        return new IfExists(place -> unchanged.stream().anyMatch(each -> each.test(place)));
    }

    boolean mayReplace(Path place) {
        return mayReplace.test(place);
    }
}
