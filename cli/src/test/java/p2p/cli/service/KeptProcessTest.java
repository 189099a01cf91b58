package p2p.cli.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptProcessTest {

    @TempDir Path folder;

    private KeptProcess kept() {
        return new KeptProcess(folder.resolve("process"));
    }

    @Test
    void whatRunsIsFoundUntilItHasEnded() throws IOException {
        assertEquals(Optional.empty(), kept().running());
        Process process = new ProcessBuilder("sleep", "600").start();
        try {
            kept().keep(process.toHandle());
            assertEquals(Optional.of(process.toHandle()), kept().running());
        } finally {
            process.destroyForcibly().onExit().join();
        }
        assertEquals(Optional.empty(), kept().running());
    }

    @Test
    void anotherOfTheSameNumberIsNone() throws IOException {
        kept().keep(ProcessHandle.current());
        assertEquals(Optional.of(ProcessHandle.current()), kept().running());
        String[] words = Files.readString(kept().file()).split(" ");
        for (String other :
                List.of(
                        words[0] + " 1 " + words[2],
                        words[0] + " " + words[1] + " another-start",
                        words[0],
                        words[0] + " is gone",
                        "99999999999999999999 1 x",
                        "-1 1 x",
                        "")) {
            Files.writeString(kept().file(), other);
            assertEquals(Optional.empty(), kept().running(), other);
        }
    }
}
