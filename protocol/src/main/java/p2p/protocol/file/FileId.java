package p2p.protocol.file;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;

/** Stands for one content: equal bytes cut into equal pieces have the same id. */
public record FileId(@JsonValue String hex) {

    public static final int LENGTH = 32;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public FileId {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a file's id has 64 hexadecimal digits");
        }
    }

    public static FileId of(byte[] bytes) {
        return new FileId(HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
