package p2p.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /accounts}. The code of an invitation is only for trackers that take accounts
 * of invited people alone; others refuse the field.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewAccount(String name, String password, @Nullable String invitation) {

    public NewAccount(String name, String password) {
        this(name, password, null);
    }
}
