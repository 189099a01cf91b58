package p2p.protocol.api;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import p2p.protocol.Role;

/** Who may invite people to a group; each means those before it, too. */
public enum Inviters {
    @JsonProperty("owner")
    OWNER(Role.OWNER),

    /** Also what is read where only a newer tracker knows the word. */
    @JsonEnumDefaultValue
    @JsonProperty("moderators")
    MODERATORS(Role.MODERATOR),

    /** Readers do not invite. */
    @JsonProperty("members")
    MEMBERS(Role.MEMBER);

    private final Role least;

    Inviters(Role least) {
        this.least = least;
    }

    public boolean include(Role role) {
        return role.isAtLeast(least);
    }

    /** As JSON and people have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
