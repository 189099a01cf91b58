package p2p.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The command or option that somebody who mistyped may have meant: one, and only if it is near. */
final class NearWord {

    private static final int FARTHEST = 2;

    /** Who has typed half of it may have meant something harmless. */
    private static final String NOT_BY_HALF = "delete_user";

    private NearWord() {}

    static Optional<String> of(String typed, Collection<String> commands) {
        String plain = typed.replace('-', '_');
        return begun(plain, commands)
                .or(() -> glued(plain, commands))
                .or(() -> mistyped(plain, commands));
    }

    /** The command that has its next word right behind it, as in {@code list_requests<group>}. */
    private static Optional<String> glued(String plain, Collection<String> commands) {
        return commands.stream()
                .filter(command -> command.contains("_") && !command.equals(NOT_BY_HALF))
                .filter(plain::startsWith)
                .max(Comparator.comparingInt(String::length));
    }

    /** The one command that has this for its first word. */
    private static Optional<String> begun(String plain, Collection<String> commands) {
        List<String> all =
                commands.stream().filter(command -> command.startsWith(plain + "_")).toList();
        return all.size() == 1 && !all.contains(NOT_BY_HALF)
                ? Optional.of(all.getFirst())
                : Optional.empty();
    }

    /** The one option that is near. */
    static Optional<String> ofOption(String typed, Collection<String> options) {
        return nearest(typed.replaceFirst("=.*", ""), options.stream());
    }

    /** The one name that is near. */
    static Optional<String> ofName(String typed, Stream<String> names) {
        return nearest(typed, names.filter(name -> !name.equals(typed)));
    }

    private static Optional<String> mistyped(String plain, Collection<String> commands) {
        return nearest(plain, commands.stream().filter(command -> !command.contains("-")));
    }

    private static Optional<String> nearest(String plain, Stream<String> words) {
        return words.map(command -> new Near(command, edits(plain, command)))
                .filter(near -> near.edits <= FARTHEST && near.edits < near.command.length() / 2)
                .min(Comparator.comparingInt(Near::edits).thenComparing(Near::command))
                .map(Near::command);
    }

    private record Near(String command, int edits) {}

    /** How many letters have to be put in, taken out or replaced, or swapped with the next one. */
    private static int edits(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(from, to, i, j, cost);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(String from, String to, int i, int j, int[][] cost) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = cost[i - 1][j - 1] + (same ? 0 : 1);
        least = Math.min(least, cost[i - 1][j] + 1);
        least = Math.min(least, cost[i][j - 1] + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
