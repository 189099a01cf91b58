package p2p.peer.library;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Keeps one share and one session after the other, and says each, until it is killed. */
final class KilledLibrary {

    private KilledLibrary() {}

    public static void main(String[] arguments) throws IOException {
        Library library = new Library(Home.open(Path.of(arguments[0])));
        for (int i = Integer.parseInt(arguments[1]); ; i++) {
            library.keep(LibraryTest.share("ann", "file " + i));
            library.keep(new KeptSession("ann", "token " + i, null));
            System.out.write((i + "\n").getBytes(StandardCharsets.UTF_8));
            System.out.flush();
        }
    }
}
