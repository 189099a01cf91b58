package p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

    private static final int MANY = 2500;

    /** Takes so many and says them, until it is ended. */
    static final class Taker {
        public static void main(String[] args) {
            for (int i = 0; i < MANY; i++) {
                IO.println(Ports.take());
            }
            IO.println("all");
            IO.readln();
        }
    }

    @Test
    void areNobodyElsesWhileOneLives() throws IOException, InterruptedException {
        Process one = taker();
        Process two = taker();
        try {
            Set<String> all = new HashSet<>(said(one));
            all.addAll(said(two));
            for (int i = 0; i < 100; i++) {
                all.add(String.valueOf(Ports.take()));
            }
            assertEquals(2 * MANY + 100, all.size());
        } finally {
            one.destroy();
            two.destroy();
            one.waitFor();
            two.waitFor();
        }
    }

    @Test
    void canBeListenedAtAndAreOutOfTheSystemsReach() throws IOException {
        int port = Ports.take();
        assertTrue(port >= 10_000 && port < 20_000, () -> "" + port);
        try (var listening = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(port, listening.getLocalPort());
        }
    }

    private static Process taker() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Taker.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<String> said(Process taker) throws IOException {
        BufferedReader reader = taker.inputReader();
        return reader.lines().takeWhile(line -> !line.equals("all")).toList();
    }
}
