package p2p.protocol.near;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A name as DNS has it: its labels, each byte of them a character, of which capitals and small
 * letters are the same.
 */
record DomainName(List<String> labels) {

    static final int LONGEST = 255;
    static final int LONGEST_LABEL = 63;

    DomainName {
        labels = List.copyOf(labels);
    }

    static DomainName of(String dotted) {
        return new DomainName(List.of(dotted.split("\\.")));
    }

    DomainName with(String label) {
        var longer = new ArrayList<String>();
        longer.add(label);
        longer.addAll(labels);
        return new DomainName(longer);
    }

    DomainName parent() {
        return new DomainName(labels.subList(1, labels.size()));
    }

    /** Whether it is this one with a label more. */
    boolean isChildOf(DomainName other) {
        return labels.size() == other.labels.size() + 1 && parent().equals(other);
    }

    String dotted() {
        return String.join(".", labels);
    }

    static byte[] bytes(String label) {
        return label.getBytes(StandardCharsets.ISO_8859_1);
    }

    private List<String> folded() {
        return labels.stream().map(label -> label.toLowerCase(Locale.ROOT)).toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DomainName name && folded().equals(name.folded());
    }

    @Override
    public int hashCode() {
        return folded().hashCode();
    }
}
