package p2p.tracker.account;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a browser says of itself, in words that people know; nothing of what was sent is kept. */
final class BrowserName {

    /** Those that claim to be others, too, come first. */
    private static final List<Map.Entry<String, String>> PROGRAMS =
            List.of(
                    Map.entry("Edg", "Edge"),
                    Map.entry("OPR/", "Opera"),
                    Map.entry("Firefox/", "Firefox"),
                    Map.entry("FxiOS/", "Firefox"),
                    Map.entry("Chrome/", "Chrome"),
                    Map.entry("CriOS/", "Chrome"),
                    Map.entry("Safari/", "Safari"));

    private static final List<Map.Entry<String, String>> SYSTEMS =
            List.of(
                    Map.entry("Windows", "Windows"),
                    Map.entry("Android", "Android"),
                    Map.entry("iPhone", "iPhone"),
                    Map.entry("iPad", "iPad"),
                    Map.entry("CrOS", "ChromeOS"),
                    Map.entry("Mac OS X", "Mac"),
                    Map.entry("Linux", "Linux"));

    private BrowserName() {}

    /** Of the header {@code User-Agent}, which may be null: for example Firefox-Linux. */
    static String of(@Nullable String userAgent) {
        String said = userAgent == null ? "" : userAgent;
        String program = first(PROGRAMS, said, "Browser");
        String system = first(SYSTEMS, said, "");
        return system.isEmpty() ? program : program + "-" + system;
    }

    private static String first(
            List<Map.Entry<String, String>> known, String said, String otherwise) {
        return known.stream()
                .filter(each -> said.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }
}
