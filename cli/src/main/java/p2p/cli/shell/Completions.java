package p2p.cli.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import p2p.cli.control.Failure;
import p2p.cli.control.Service;
import p2p.peer.choose.PieceSelection;
import p2p.protocol.file.HashAlgorithm;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What can stand where the cursor is: in this program's shell, and in those of the system. */
public final class Completions {

    private static final Set<String> PATHS = Set.of("PATH", "DEST", "TRACKERS", "DIR");

    private final CommandLine root;
    private final Supplier<Service> service;

    /** The service is asked for only where its names are wanted; it may fail. */
    public Completions(CommandLine root, Supplier<Service> service) {
        this.root = root;
        this.service = service;
    }

    /** A word with what is said about it, perhaps nothing. */
    public record Word(String text, String about) {

        static Word of(String text) {
            return new Word(text, "");
        }
    }

    /** Either words, or, where {@code paths}, whatever files and folders there are. */
    public record Answer(List<Word> words, boolean paths) {

        static final Answer NONE = new Answer(List.of(), false);
        static final Answer PATHS = new Answer(List.of(), true);

        static Answer of(Stream<Word> words) {
            return new Answer(words.toList(), false);
        }
    }

    /** What can take the place of {@code word}, which stands behind those before it. */
    public Answer after(List<String> before, String word) {
        var line = new Line(root.getCommandSpec());
        for (String each : before) {
            if (!line.take(each)) {
                return Answer.NONE;
            }
        }
        try {
            return line.next(word);
        } catch (Failure e) {
            return Answer.NONE;
        }
    }

    private final class Line {

        private final List<String> given = new ArrayList<>();
        private CommandSpec command;
        private @Nullable OptionSpec valueless;
        private boolean optionsEnded;

        Line(CommandSpec command) {
            this.command = command;
        }

        /** Goes on behind a word; false where that is no command. */
        boolean take(String word) {
            if (valueless != null) {
                valueless = null;
            } else if (isOption(word)) {
                OptionSpec option = command.findOption(word);
                optionsEnded = word.equals("--");
                valueless = option != null && option.arity().max() > 0 ? option : null;
            } else if (isRoot()) {
                CommandLine next = root.getSubcommands().get(word);
                if (next == null) {
                    return false;
                }
                command = next.getCommandSpec();
            } else {
                given.add(word);
            }
            return true;
        }

        private boolean isOption(String word) {
            return !optionsEnded && word.startsWith("-") && word.length() > 1;
        }

        private boolean isRoot() {
            return command.parent() == null;
        }

        Answer next(String word) {
            if (valueless != null) {
                return values(valueless, word);
            }
            if (!optionsEnded && word.startsWith("-")) {
                return Answer.of(options());
            }
            if (isRoot() || command.name().equals("help")) {
                return Answer.of(commands(word));
            }
            return command.positionalParameters().stream()
                    .filter(positional -> positional.index().contains(given.size()))
                    .findFirst()
                    .map(positional -> values(positional, word))
                    .orElse(Answer.NONE);
        }

        private Stream<Word> options() {
            return command.options().stream()
                    .filter(option -> !option.hidden())
                    .map(option -> new Word(option.longestName(), option.description()[0]));
        }

        /** Each by one name: that with dashes where some are typed. */
        private Stream<Word> commands(String word) {
            return root.getSubcommands().values().stream()
                    .distinct()
                    .map(CommandLine::getCommandSpec)
                    .filter(spec -> !spec.usageMessage().hidden())
                    .map(spec ->
                            new Word(
                                    word.contains("-")
                                            ? spec.name().replace('_', '-')
                                            : spec.name(),
                                    about(spec)));
        }

        private static String about(CommandSpec spec) {
            var usage = spec.usageMessage();
            return usage.header().length > 0 ? usage.header()[0] : usage.description()[0];
        }

        private Answer values(ArgSpec argument, String word) {
            String label = argument.paramLabel();
            if (argument.type() == Path.class || PATHS.contains(label)) {
                return Answer.PATHS;
            }
            return Answer.of(
                    switch (label) {
                        case "GROUP" ->
                                names().groups(argument.isOption() ? "" : command.name(), word);
                        case "FILE", "FOLDER" ->
                                names().files(command.name(), given.getFirst(), word);
                        case "USER" ->
                                argument.isOption() || given.isEmpty()
                                        ? Stream.<Word>empty()
                                        : names().users(command.name(), given.getFirst());
                        case "ID" -> names().invitations(given.getFirst());
                        case "DEVICE" -> names().devices();
                        case "ORDER" ->
                                Stream.of(PieceSelection.values())
                                        .map(selection -> Word.of(selection.word()));
                        case "HASH" ->
                                Stream.of(HashAlgorithm.values())
                                        .map(algorithm -> Word.of(algorithm.label()));
                        default -> choices(argument).map(Word::of);
                    });
        }

        private static Stream<String> choices(ArgSpec argument) {
            Iterable<String> named = argument.completionCandidates();
            if (named != null) {
                return StreamSupport.stream(named.spliterator(), false);
            }
            String label = argument.paramLabel();
            return label.contains("|") ? Stream.of(label.split("\\|")) : Stream.empty();
        }

        private KnownNames names() {
            return new KnownNames(service.get());
        }
    }
}
