package p2p.protocol.near;

import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** An address of IPv4 or IPv6. */
public final class IpAddress {

    static final int SHORT = 4;
    static final int LONG = 16;

    private final byte[] bytes;

    public IpAddress(byte[] bytes) {
        if (bytes.length != SHORT && bytes.length != LONG) {
            throw new IllegalArgumentException("no address has " + bytes.length + " bytes");
        }
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public boolean isShort() {
        return bytes.length == SHORT;
    }

    /** Whether a machine elsewhere could be reached by it: neither any, nor own, nor many. */
    public boolean isOfOneMachine() {
        int first = bytes[0] & 0xff;
        return isShort()
                ? first != 0 && first != 127 && first < 224
                : first != 0 && first != 0xff && !isOfOneLink();
    }

    /** Of IPv6, where such an address says nothing without an interface. */
    private boolean isOfOneLink() {
        return bytes[0] == (byte) 0xfe && (bytes[1] & 0xc0) == 0x80;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        if (isShort()) {
            var dotted = new StringJoiner(".");
            for (byte each : bytes) {
                dotted.add(String.valueOf(each & 0xff));
            }
            return dotted.toString();
        }
        var colons = new StringJoiner(":");
        for (int i = 0; i < LONG; i += 2) {
            colons.add(Integer.toHexString((bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff));
        }
        return colons.toString();
    }
}
