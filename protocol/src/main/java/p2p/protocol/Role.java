package p2p.protocol;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a member of a group may do there; whoever may the most comes first. */
public enum Role {
    @JsonProperty("owner")
    OWNER,
    @JsonProperty("moderator")
    MODERATOR,

    /** Also what a role is taken for that only a newer tracker knows. */
    @JsonEnumDefaultValue
    @JsonProperty("member")
    MEMBER,
    @JsonProperty("reader")
    READER;

    public boolean isAtLeast(Role other) {
        return compareTo(other) <= 0;
    }

    /** As JSON and people have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
