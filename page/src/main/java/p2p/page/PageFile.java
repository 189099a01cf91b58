package p2p.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file as a browser gets it, with its texts in place; {@code tag} changes with its content. */
public record PageFile(String type, String text, String tag) {

    /** Where a browser finds what is named in pages. */
    public static final String PATH = "/page/";

    /**
     * What holds for every page: nothing is loaded from elsewhere, nothing in a page is run but its
     * files, no text becomes markup, no other site has it in a frame or hears where somebody was.
     */
    public static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                            + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                            + " frame-ancestors 'none'; require-trusted-types-for 'script';"
                            + " trusted-types 'none'",
                    "Referrer-Policy",
                    "no-referrer",
                    "X-Content-Type-Options",
                    "nosniff",
                    "Cross-Origin-Opener-Policy",
                    "same-origin",
                    "Cross-Origin-Resource-Policy",
                    "same-origin");

    private static final String MESSAGES = "messages.js";
    private static final Pattern NAME = Pattern.compile("[a-z]{1,20}\\.(css|html|js|svg)");
    private static final Pattern TEXT = Pattern.compile("\\{\\{([a-z.-]+)}}");
    private static final Map<String, PageFile> READ = new ConcurrentHashMap<>();

    /** The one of that name, read when it is first asked for. */
    public static Optional<PageFile> named(String name) {
        Matcher form = NAME.matcher(name);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(READ.computeIfAbsent(name, _ -> read(name, form.group(1))));
    }

    private static @Nullable PageFile read(String name, String kind) {
        if (name.equals(MESSAGES)) {
            return script("export const messages = " + asJson(messages()) + ";\n");
        }
        String text = resource(name);
        if (text == null) {
            return null;
        }
        return switch (kind) {
            case "css" -> of("text/css", text);
            case "html" -> of("text/html", filled(text, messages()));
            case "svg" -> of("image/svg+xml", text);
            default -> script(text);
        };
    }

    /** One that is made of what only its server knows. */
    public static PageFile script(String text) {
        return of("text/javascript", text);
    }

    private static PageFile of(String type, String text) {
        return new PageFile(type + "; charset=utf-8", text, '"' + digest(text) + '"');
    }

    private static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static @Nullable String resource(String name) {
        try (InputStream file = PageFile.class.getResourceAsStream(name)) {
            return file == null ? null : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> messages() {
        var read = new Properties();
        try {
            read.load(new StringReader(Objects.requireNonNull(resource("messages.properties"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var messages = new TreeMap<String, String>();
        read.stringPropertyNames().forEach(key -> messages.put(key, read.getProperty(key)));
        return messages;
    }

    private static String asJson(Map<String, String> messages) {
        try {
            return new ObjectMapper().writeValueAsString(messages);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    private static String filled(String page, Map<String, String> messages) {
        return TEXT.matcher(page)
                .replaceAll(found -> {
                    String text = messages.get(found.group(1));
                    if (text == null) {
                        throw new IllegalStateException("no text is called " + found.group(1));
                    }
                    return Matcher.quoteReplacement(escaped(text));
                });
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
