package p2p.peer.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;

/** A process that downloads a sample as fast as it can, to be killed. */
final class KilledDownload {

    private KilledDownload() {}

    public static void main(String[] args) throws IOException {
        Sample sample = Sample.of(Long.parseLong(args[1]), Integer.parseInt(args[2]));
        try (Part part = sample.open(Path.of(args[0]))) {
            System.out.println("open");
            BitSet missing = part.verified();
            missing.flip(0, sample.manifest().pieceCount());
            for (int piece : missing.stream().toArray()) {
                sample.download(part, piece);
                System.out.println("kept " + piece);
            }
        }
    }
}
