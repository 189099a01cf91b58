package p2p.protocol.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import p2p.protocol.file.FolderLayout.Stretch;

class FolderLayoutTest {

    private static final int PIECE = 100;

    private static FolderLayout of(long... sizes) {
        return new FolderLayout(
                LongStream.of(sizes)
                        .mapToObj(size -> new TreeEntry.File("f", 0, size, false, new byte[0]))
                        .toList(),
                PIECE);
    }

    @Test
    void wholePiecesComeFirstThenWhatIsLeft() {
        FolderLayout layout = of(250, 0, 30, 100, 7);
        assertEquals(300, layout.restsAt());
        assertEquals(387, layout.treeAt());
        assertEquals(new Stretch(0, 0, 0, 200), layout.at(0));
        assertEquals(new Stretch(0, 199, 199, 1), layout.at(199));
        assertEquals(new Stretch(3, 0, 200, 100), layout.at(200));
        assertEquals(new Stretch(0, 200, 300, 50), layout.at(300));
        assertEquals(new Stretch(2, 0, 350, 30), layout.at(350));
        assertEquals(new Stretch(4, 2, 382, 5), layout.at(382));
        assertThrows(IndexOutOfBoundsException.class, () -> layout.at(387));
        assertThrows(IndexOutOfBoundsException.class, () -> layout.at(-1));
    }

    @Test
    void aFileLiesInItsWholePiecesAndInThoseOfWhatIsLeft() {
        FolderLayout layout = of(250, 0, 30, 100, 27);
        assertEquals("{0, 1, 3}", pieces(layout, 0));
        assertEquals("{}", pieces(layout, 1));
        assertEquals("{3}", pieces(layout, 2));
        assertEquals("{2}", pieces(layout, 3));
        assertEquals("{3, 4}", pieces(layout, 4));
        assertEquals("{2, 3, 4}", pieces(layout, 2, 3, 4));
    }

    private static String pieces(FolderLayout layout, int... files) {
        var pieces = new BitSet();
        for (int file : files) {
            layout.addPieces(file, pieces);
        }
        return pieces.toString();
    }

    @Test
    void emptyFilesLieNowhere() {
        FolderLayout layout = of(0, 0, 5, 0, 0, 100, 0);
        assertEquals(new Stretch(5, 0, 0, 100), layout.at(0));
        assertEquals(new Stretch(2, 0, 100, 5), layout.at(100));
        assertEquals(105, layout.treeAt());
        assertEquals(0, of().treeAt());
        assertThrows(IndexOutOfBoundsException.class, () -> of(0, 0).at(0));
    }

    @Test
    void sizesThatAddUpToTooMuchAreNoticed() {
        assertThrows(
                ArithmeticException.class,
                () ->
                        new FolderLayout(
                                List.copyOf(
                                        java.util.Collections.nCopies(
                                                1 << 20,
                                                new TreeEntry.File(
                                                        "f", 0, 1L << 44, false, new byte[0]))),
                                PIECE));
        assertEquals(List.of(), of().files());
    }
}
