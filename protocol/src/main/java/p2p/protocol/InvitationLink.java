package p2p.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An invitation as people pass it on: {@code https://TRACKER:PORT/i/GROUP#CODE}, then {@code .} and
 * the fingerprint of the tracker's identity where that is what it is known by, and {@code /FILE},
 * in base64, where one file is meant. What is secret stands behind the {@code #}, which no browser
 * sends.
 */
public record InvitationLink(
        TrackerList.Entry tracker, String group, String code, Optional<String> file) {

    /** How many letters and digits a code has. */
    public static final int CODE = 26;

    private static final int LONGEST = 8192;
    private static final Pattern FORM =
            Pattern.compile(
                    "(https?)://([^/#?]+)/i/([^/#?]+)#([0-9a-v]{"
                            + CODE
                            + "})(?:\\.([0-9a-f]{64}))?(?:/([A-Za-z0-9_-]+))?");

    /** Refuses what is no whole link with a reason. */
    public static InvitationLink parse(String text) {
        Matcher link = FORM.matcher(text.strip());
        if (text.length() > LONGEST || !link.matches()) {
            throw new IllegalArgumentException(
                    "one has the form 'https://TRACKER:PORT/i/GROUP#CODE'");
        }
        String group = link.group(3);
        Names.whyNotName(group).ifPresent(InvitationLink::refuse);
        Optional<String> file = Optional.ofNullable(link.group(6)).map(InvitationLink::decode);
        file.flatMap(Names::whyNotFileName).ifPresent(InvitationLink::refuse);
        return new InvitationLink(
                tracker(link.group(1), link.group(2), Optional.ofNullable(link.group(5))),
                group,
                link.group(4),
                file);
    }

    private static TrackerList.Entry tracker(
            String scheme, String address, Optional<String> identity) {
        boolean hasPort = address.matches(".*:[0-9]+");
        String port = hasPort ? "" : scheme.equals("https") ? ":443" : ":80";
        if (identity.isPresent()) {
            if (scheme.equals("http")) {
                refuse("a tracker that is known by its identity is asked by https://");
            }
            return TrackerList.entry(1, address + port + " " + identity.get());
        }
        return TrackerList.entry(1, scheme + "://" + address + port);
    }

    private static String decode(String encoded) {
        return new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    private static void refuse(String sentence) {
        throw new IllegalArgumentException(sentence.replaceFirst("\\.$", ""));
    }

    @Override
    public String toString() {
        String begin = tracker.url() + "/i/" + group + "#" + code;
        String identity = tracker.identity().map(known -> "." + known).orElse("");
        return begin + identity + file.map(name -> "/" + encode(name)).orElse("");
    }

    /** A quote in a name would end the one around the link. */
    private static String encode(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
