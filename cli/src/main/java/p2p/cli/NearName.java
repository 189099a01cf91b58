package p2p.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import p2p.cli.control.Failure;
import p2p.cli.control.Surroundings;
import p2p.cli.shell.Completions;
import p2p.cli.shell.Completions.Word;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The group, file or person that somebody who mistyped may have meant, of those that could stand
 * there.
 */
final class NearName {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private NearName() {}

    static Optional<String> of(CommandLine command, Surroundings surroundings, Failure failure) {
        return switch (failure.type()) {
            case "no-such-group" -> of(command, surroundings, "GROUP");
            case "no-such-file" -> of(command, surroundings, "FILE");
            case "no-such-member", "no-such-request" -> of(command, surroundings, "USER");
            default -> Optional.empty();
        };
    }

    private static Optional<String> of(
            CommandLine command, Surroundings surroundings, String label) {
        List<String> before = new ArrayList<>(List.of(command.getCommandName()));
        for (PositionalParamSpec word : command.getCommandSpec().positionalParameters()) {
            List<String> typed = word.originalStringValues();
            if (word.paramLabel().equals(label)) {
                if (typed.size() != 1 || typed.getFirst().matches(".*[*?].*")) {
                    return Optional.empty();
                }
                var root = command.getCommandSpec().root().commandLine();
                var there =
                        new Completions(root, () -> surroundings.service().within(PATIENCE))
                                .after(before, "");
                return NearWord.ofName(typed.getFirst(), there.words().stream().map(Word::text));
            }
            before.addAll(typed);
        }
        return Optional.empty();
    }
}
