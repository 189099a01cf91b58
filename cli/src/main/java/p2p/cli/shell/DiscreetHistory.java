package p2p.cli.shell;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jline.reader.impl.history.DefaultHistory;
import p2p.cli.control.Failure;

/** A history that keeps the commands that carry a secret without it. */
final class DiscreetHistory extends DefaultHistory {

    /** Those commands, and how many of their words may be kept. */
    private static final Map<String, Integer> SECRETIVE =
            Map.of("create_user", 2, "login", 2, "change_password", 1, "delete_user", 1, "get", 1);

    @Override
    public void add(Instant time, String line) {
        super.add(time, withoutPassword(line));
    }

    static String withoutPassword(String line) {
        List<String> words = words(line);
        for (int i = 0; i < words.size(); i++) {
            Integer kept = SECRETIVE.get(words.get(i).replace('-', '_'));
            if (kept != null) {
                return String.join(" ", words.subList(0, Math.min(words.size(), i + kept)));
            }
        }
        return line;
    }

    private static List<String> words(String line) {
        try {
            return Words.of(line);
        } catch (Failure e) {
            return List.of(line.strip().split("\\s+"));
        }
    }
}
