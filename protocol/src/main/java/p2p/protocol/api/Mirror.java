package p2p.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The port from which a request comes, as its tracker sees it; null where a proxy hides it. */
public record Mirror(@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer port) {}
