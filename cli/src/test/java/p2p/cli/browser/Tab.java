package p2p.cli.browser;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import p2p.testkit.Programs;

/** One page, as wide as it is told to be. */
final class Tab {

    private static final int HEIGHT = 640;

    private final Chromium browser;
    private final String session;
    private final String person;

    Tab(Chromium browser, String session, String person) {
        this.browser = browser;
        this.session = session;
        this.person = person;
        for (String domain : List.of("Page", "Runtime", "Log")) {
            ask(domain + ".enable", Map.of());
        }
    }

    String person() {
        return person;
    }

    private JsonNode ask(String method, Map<String, ?> parameters) {
        return browser.ask(session, method, parameters);
    }

    void width(int pixels) {
        ask(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    }

    void dark(boolean dark) {
        var scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        ask("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    }

    void withoutScripts() {
        ask("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    }

    void open(String address) {
        ask("Page.navigate", Map.of("url", address));
        awaitTrue("location.href !== 'about:blank' && document.readyState === 'complete'");
    }

    /** What an expression is in the page, as if its user had just clicked. */
    JsonNode is(String expression) {
        JsonNode answer =
                ask(
                        "Runtime.evaluate",
                        Map.of(
                                "expression",
                                expression,
                                "returnByValue",
                                true,
                                "awaitPromise",
                                true,
                                "userGesture",
                                true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.get("result").path("value");
    }

    void awaitTrue(String expression) {
        await(expression).atMost(Programs.PATIENCE).until(() -> is(expression).asBoolean());
    }

    String text(String selector) {
        return is("document.querySelector('" + selector + "')?.innerText ?? 'missing'").asText();
    }

    void awaitText(String selector, String pattern) {
        await(selector + " is " + pattern)
                .atMost(Programs.PATIENCE)
                .until(() -> text(selector).matches("(?s)" + pattern));
    }

    /** Clicks on the button that does this. */
    void click(String meaning) {
        awaitTrue(button(meaning) + " !== undefined");
        is(button(meaning) + ".click()");
    }

    private static String button(String meaning) {
        return "[...document.querySelectorAll('button')].find(b =>"
                + " !b.hidden && (b.ariaLabel ?? b.textContent) === '%s')".formatted(meaning);
    }

    /** As somebody does who has looked at another tab. */
    void show() {
        ask("Page.bringToFront", Map.of());
    }

    void type(String text) {
        ask("Input.insertText", Map.of("text", text));
    }

    void press(String key, int code) {
        for (String type : List.of("keyDown", "keyUp")) {
            ask(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type",
                            type,
                            "key",
                            key,
                            "code",
                            key,
                            "windowsVirtualKeyCode",
                            code,
                            "text",
                            key.equals("Enter") && type.equals("keyDown") ? "\r" : ""));
        }
    }

    /** Whether a script has opened a window that waits for an answer. */
    boolean hasAsked() {
        return !browser.events(session, "Page.javascriptDialogOpening").isEmpty();
    }

    void assertFits() {
        assertEquals(
                is("document.documentElement.clientWidth").asInt(),
                is("document.documentElement.scrollWidth").asInt(),
                "it has to be scrolled sideways");
    }

    /** What went wrong in the page: errors of scripts, and what the policy has refused. */
    List<String> troubles() {
        return Stream.concat(
                        browser.events(session, "Runtime.exceptionThrown").stream(),
                        browser.events(session, "Log.entryAdded").stream()
                                .filter(e -> e.at("/entry/level").asText().equals("error")))
                .map(JsonNode::toString)
                .toList();
    }

    /** A picture of the whole page, which documents show. */
    void picture(Path file) throws IOException {
        JsonNode size = ask("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        var whole =
                Map.of(
                        "x",
                        0,
                        "y",
                        0,
                        "width",
                        size.get("width").asInt(),
                        "height",
                        size.get("height").asInt(),
                        "scale",
                        1);
        JsonNode picture =
                ask(
                        "Page.captureScreenshot",
                        Map.of("format", "png", "captureBeyondViewport", true, "clip", whole));
        Files.write(file, Base64.getDecoder().decode(picture.get("data").asText()));
    }
}
