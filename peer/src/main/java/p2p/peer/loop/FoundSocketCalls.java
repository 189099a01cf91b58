package p2p.peer.loop;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;

/** On a Java machine, which looks them up. */
final class FoundSocketCalls implements SocketCalls {

    private final MethodHandle set = find("setsockopt", JAVA_INT);
    private final MethodHandle get = find("getsockopt", JAVA_LONG);

    @SuppressWarnings("restricted") // Programs are started with leave for it.
    private static MethodHandle find(String function, MemoryLayout last) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(function).orElseThrow(),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, last));
    }

    @Override
    public int setsockopt(int socket, int level, int option, long value, int length) {
        try {
            return (int) set.invokeExact(socket, level, option, value, length);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int getsockopt(int socket, int level, int option, long value, long length) {
        try {
            return (int) get.invokeExact(socket, level, option, value, length);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
