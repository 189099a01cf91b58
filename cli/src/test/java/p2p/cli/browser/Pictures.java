package p2p.cli.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Pages as they are seen on a telephone, a laptop and a wall. */
final class Pictures {

    private static final Path FOLDER =
            Path.of(
                    Optional.ofNullable(System.getenv("P2P_PICTURES"))
                            .filter(folder -> !folder.isEmpty())
                            .orElse("target/pictures"));

    private Pictures() {}

    /** The small one in the dark; the widest is only looked at. */
    static void take(Tab tab, String name) throws IOException {
        Files.createDirectories(FOLDER);
        for (int width : List.of(360, 1200)) {
            tab.width(width);
            tab.dark(width == 360);
            tab.assertFits();
            tab.picture(FOLDER.resolve(name + "-" + width + ".png"));
        }
        Path wide = Files.createDirectories(Path.of("target/pictures"));
        tab.width(2560);
        tab.assertFits();
        tab.picture(wide.resolve(name + "-2560.png"));
        tab.width(1200);
    }
}
