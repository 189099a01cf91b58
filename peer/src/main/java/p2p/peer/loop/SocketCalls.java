package p2p.peer.loop;

/** The two functions of the C library by which a socket is told and asked; 0 is success. */
sealed interface SocketCalls permits FoundSocketCalls, LinkedSocketCalls {

    /** Its number is given, and the addresses of what is said. */
    int setsockopt(int socket, int level, int option, long value, int length);

    int getsockopt(int socket, int level, int option, long value, long length);

    static SocketCalls here() {
        boolean isNative = System.getProperty("org.graalvm.nativeimage.imagecode") != null;
        return isNative ? new LinkedSocketCalls() : new FoundSocketCalls();
    }
}
