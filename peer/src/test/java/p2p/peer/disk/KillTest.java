package p2p.peer.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed with -9 at random moments. */
class KillTest {

    private static final int SIZE = 120 * Sample.PIECE + 77;
    private static final int KILLS = 6;

    @TempDir Path folder;

    @Test
    void whatWasSaidToBeKeptIsKept() throws Exception {
        long seed = System.nanoTime();
        System.getLogger("test").log(System.Logger.Level.INFO, "seed " + seed);
        Random random = new Random(seed);
        Sample sample = Sample.of(seed, SIZE);
        Path file = folder.resolve("film");
        BitSet said = new BitSet();
        for (int kill = 0; kill < KILLS; kill++) {
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java") + "",
                                    "-Xmx256m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    KilledDownload.class.getName(),
                                    file.toString(),
                                    Long.toString(seed),
                                    Integer.toString(SIZE))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            listen(process, said, random.nextInt(30));
            process.destroyForcibly().waitFor();

            try (Part part = sample.open(file)) {
                BitSet kept = part.verified();
                BitSet lost = (BitSet) said.clone();
                lost.andNot(kept);
                assertTrue(lost.isEmpty(), "lost " + lost + ", seed " + seed);
                for (int piece : kept.stream().toArray()) {
                    ByteBuffer read = ByteBuffer.allocate(sample.manifest().pieceLength(piece));
                    part.read(sample.manifest().pieceOffset(piece), read);
                    assertArrayEquals(bytes(sample.piece(piece)), read.array(), "seed " + seed);
                }
            }
        }
        try (Part part = sample.open(file)) {
            sample.downloadAll(part);
            part.finish(true, Progress.IGNORED);
        }
        assertArrayEquals(sample.bytes(), Files.readAllBytes(file), "seed " + seed);
    }

    private static void listen(Process process, BitSet said, int lines) throws IOException {
        BufferedReader output = process.inputReader();
        for (int i = 0; i <= lines; i++) {
            String line = output.readLine();
            if (line == null) {
                return;
            }
            if (line.startsWith("kept ")) {
                said.set(Integer.parseInt(line.substring(5)));
            }
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
