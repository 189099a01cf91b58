package p2p.cli.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The user's systemd, where there is one. */
record Systemctl(Optional<Path> program) {

    Systemctl(Map<String, String> environment) {
        this(SearchPath.find("systemctl", environment));
    }

    boolean isThere() {
        return program.isPresent();
    }

    /** Empty where it did so, else why it did not. */
    Optional<String> told(String... words) {
        if (program.isEmpty()) {
            return Optional.of("there is no systemctl");
        }
        var command = new ArrayList<>(List.of(program.get().toString(), "--user"));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of(
                            said.lines()
                                    .findFirst()
                                    .orElse("systemctl says nothing")
                                    .replaceFirst("\\.$", ""));
        } catch (IOException e) {
            return Optional.of("systemctl cannot be run");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        }
    }
}
