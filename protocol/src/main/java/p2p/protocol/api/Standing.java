package p2p.protocol.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a person is to a group. */
public enum Standing {
    @JsonProperty("owner")
    OWNER,
    @JsonProperty("member")
    MEMBER,
    @JsonProperty("requested")
    REQUESTED,
    @JsonProperty("none")
    NONE
}
