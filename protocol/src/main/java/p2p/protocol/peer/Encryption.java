package p2p.protocol.peer;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a peer's listening socket speaks. */
public enum Encryption {
    @JsonProperty("on")
    ON,
    @JsonProperty("off")
    OFF
}
