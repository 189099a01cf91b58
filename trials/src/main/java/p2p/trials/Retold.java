package p2p.trials;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Map;

/** What somebody says, with some addresses in it replaced by others of the same length. */
final class Retold {

    private static final int LENGTH = "127.0.0.1:12345".length();

    private final Map<String, String> addresses;
    private String held = "";

    Retold(Map<String, String> addresses) {
        this.addresses = addresses;
    }

    /** An address that may be in two parts is held back until the rest of it comes. */
    byte[] of(byte[] bytes) {
        if (addresses.isEmpty()) {
            return bytes;
        }
        String text = held + new String(bytes, ISO_8859_1);
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            text = text.replace(address.getKey(), address.getValue());
        }
        int end = endOfWhatIsWhole(text);
        held = text.substring(end);
        return text.substring(0, end).getBytes(ISO_8859_1);
    }

    private static int endOfWhatIsWhole(String text) {
        int last = text.lastIndexOf("127.");
        boolean isCut =
                last >= 0
                        && text.length() - last < LENGTH
                        && text.substring(last).matches("[0-9.:]*");
        return isCut ? last : text.length();
    }
}
