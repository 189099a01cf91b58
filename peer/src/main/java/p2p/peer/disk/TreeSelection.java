package p2p.peer.disk;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import p2p.protocol.Names;

/**
 * What of a folder is wanted: what is {@code below} a path in it, or all where that is empty; of
 * that what one of {@code include} is about, or all where there is none; but for what one of {@code
 * exclude} is about. Patterns are of paths below that path.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TreeSelection(String below, List<String> include, List<String> exclude) {

    /** Of whoever wants to know what there is. */
    public static final TreeSelection NOTHING = new TreeSelection("", List.of(), List.of("**"));

    private static final int MOST_PATTERNS = 100;
    private static final int LONGEST_PATTERN = 1000;

    public TreeSelection {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    @JsonCreator
    static TreeSelection read(
            @JsonProperty("below") @Nullable String below,
            @JsonProperty("include") @Nullable List<String> include,
            @JsonProperty("exclude") @Nullable List<String> exclude) {
        return new TreeSelection(
                below == null ? "" : below,
                include == null ? List.of() : include,
                exclude == null ? List.of() : exclude);
    }

    /** The same of what is below there. */
    public TreeSelection below(String path) {
        return new TreeSelection(path, include, exclude);
    }

    /** Why nobody can want this, if that is so. */
    public Optional<String> whyNot() {
        if (include.size() + exclude.size() > MOST_PATTERNS) {
            return Optional.of("There can be at most " + MOST_PATTERNS + " patterns.");
        }
        if (Stream.concat(include.stream(), exclude.stream())
                .anyMatch(pattern -> pattern.isEmpty() || pattern.length() > LONGEST_PATTERN)) {
            return Optional.of("A pattern has 1 to " + LONGEST_PATTERN + " characters.");
        }
        return below.isEmpty() ? Optional.empty() : Names.whyNotPath(below);
    }

    /** Tells of paths in a folder. */
    Paths paths() {
        return new Paths(
                below,
                include.stream().map(Glob::of).toList(),
                exclude.stream().map(Glob::of).toList());
    }

    record Paths(String below, List<Glob> include, List<Glob> exclude) {

        boolean take(String path) {
            if (!below.isEmpty()) {
                if (path.equals(below)) {
                    return include.isEmpty();
                }
                if (!path.startsWith(below) || path.charAt(below.length()) != '/') {
                    return false;
                }
            }
            String inside = below.isEmpty() ? path : path.substring(below.length() + 1);
            return (include.isEmpty() || include.stream().anyMatch(glob -> glob.takes(inside)))
                    && exclude.stream().noneMatch(glob -> glob.takes(inside));
        }
    }

    /** The same in every program, so that it can be kept. */
    int number() {
        return List.of(below, include, exclude).hashCode();
    }
}
