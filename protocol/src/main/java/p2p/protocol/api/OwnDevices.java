package p2p.protocol.api;

import java.util.List;

/** Answer of {@code GET /devices}: at how many the account may be logged in, and where it is. */
public record OwnDevices(int most, List<DeviceInfo> devices) {}
