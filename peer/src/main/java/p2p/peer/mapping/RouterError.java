package p2p.peer.mapping;

import java.io.IOException;

/** A router that has been asked does not do it, or says what cannot be. */
final class RouterError extends IOException {

    private static final long serialVersionUID = 1;

    private final int code;

    RouterError(String message, int code) {
        super(message + " (" + code + ")");
        this.code = code;
    }

    int code() {
        return code;
    }
}
