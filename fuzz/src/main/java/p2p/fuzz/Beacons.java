package p2p.fuzz;

import java.nio.ByteBuffer;
import p2p.protocol.near.Beacon;
import p2p.protocol.near.Question;

/** What comes by multicast DNS, as a question and as an answer. */
public final class Beacons {

    private Beacons() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Question.read(ByteBuffer.wrap(input));
        int id = input.length < 2 ? 0 : (input[0] & 0xFF) << 8 | input[1] & 0xFF;
        for (Beacon beacon : Beacon.read(ByteBuffer.wrap(input), Question.ofTheMoment(id))) {
            if (beacon.port() < 0 || beacon.port() > 65_535) {
                throw new IllegalStateException("it is at port " + beacon.port());
            }
        }
    }
}
