package p2p.protocol.api;

/** Body of {@code PUT /devices}: at how many devices the account may be logged in at once. */
public record DeviceLimit(int most) {

    public static final int MOST = 20;
}
