package p2p.protocol.api;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a person is to a group, in the words of before there were roles: a role says more. */
public enum Standing {
    @JsonProperty("owner")
    OWNER,

    /** Of any role but the owner's; also what is read where only a newer tracker knows the word. */
    @JsonEnumDefaultValue
    @JsonProperty("member")
    MEMBER,
    @JsonProperty("requested")
    REQUESTED,
    @JsonProperty("none")
    NONE
}
