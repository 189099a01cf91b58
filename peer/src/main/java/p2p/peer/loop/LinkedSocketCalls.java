package p2p.peer.loop;

import org.graalvm.nativeimage.c.function.CFunction;

/** In a native program, which is linked with them. */
final class LinkedSocketCalls implements SocketCalls {

    @Override
    public int setsockopt(int socket, int level, int option, long value, int length) {
        return set(socket, level, option, value, length);
    }

    @Override
    public int getsockopt(int socket, int level, int option, long value, long length) {
        return get(socket, level, option, value, length);
    }

    @CFunction("setsockopt")
    private static native int set(int socket, int level, int option, long value, int length);

    @CFunction("getsockopt")
    private static native int get(int socket, int level, int option, long value, long length);
}
