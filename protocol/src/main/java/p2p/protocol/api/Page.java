package p2p.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A part of a list; {@code next} goes into the {@code after} of the request for the next part. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, @Nullable String next) {

    /**
     * Of what was found, asking for one more than the limit; the last one shown says what is next.
     */
    public static <T> Page<T> cut(List<T> found, int limit, Function<T, String> next) {
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(found.subList(0, limit), next.apply(found.get(limit - 1)));
    }
}
