package p2p.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /devices}: at how many the account may be logged in, and where it is. The
 * browsers in which it is signed in count for none; trackers from before there were any leave them
 * out.
 */
public record OwnDevices(
        int most,
        List<DeviceInfo> devices,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<BrowserInfo> browsers) {}
