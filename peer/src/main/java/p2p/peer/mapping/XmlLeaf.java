package p2p.peer.mapping;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * An element of XML in which there is text alone. Devices write little of what XML can be: there
 * are no types of documents, no entities but the five and numbers, and attributes do not count.
 *
 * @param parent which of all elements it is in
 * @param name without the prefix
 */
record XmlLeaf(int parent, String name, String text) {

    private static final int MOST = 4096;
    private static final int DEEPEST = 32;

    /** The first of this name. */
    static Optional<String> text(List<XmlLeaf> leaves, String name) {
        return leaves.stream()
                .filter(leaf -> leaf.name.equals(name))
                .map(XmlLeaf::text)
                .findFirst();
    }

    /** All of them, as they come. */
    static List<XmlLeaf> read(String xml) throws IOException {
        return new Reader(xml).read();
    }

    private static final class Open {
        private final int number;
        private final String tag;
        private final StringBuilder text = new StringBuilder();
        private boolean hasElements;

        Open(int number, String tag) {
            this.number = number;
            this.tag = tag;
        }
    }

    private static final class Reader {
        private final String xml;
        private final Deque<Open> open = new ArrayDeque<>();
        private final List<XmlLeaf> leaves = new ArrayList<>();
        private int at;
        private int elements;

        Reader(String xml) {
            this.xml = xml;
            open.push(new Open(0, ""));
        }

        List<XmlLeaf> read() throws IOException {
            for (int tag; (tag = xml.indexOf('<', at)) >= 0; ) {
                top().text.append(unescaped(xml.substring(at, tag)));
                at = tag;
                if (xml.startsWith("<!--", at)) {
                    upTo("-->");
                } else if (xml.startsWith("<![CDATA[", at)) {
                    top().text.append(upTo("]]>").substring("<![CDATA[".length()));
                } else if (xml.startsWith("<?", at)) {
                    upTo("?>");
                } else if (xml.startsWith("<!", at)) {
                    throw new IOException("There is a type of document in the XML.");
                } else if (xml.startsWith("</", at)) {
                    end(upTo(">").substring(2).strip());
                } else {
                    begin(tag());
                }
            }
            if (open.size() > 1) {
                throw new IOException("The XML is cut off.");
            }
            return leaves;
        }

        private Open top() {
            return open.getFirst();
        }

        /** What comes before this, which is passed over as well. */
        private String upTo(String end) throws IOException {
            int found = xml.indexOf(end, at);
            if (found < 0) {
                throw new IOException("The XML is cut off.");
            }
            String passed = xml.substring(at, found);
            at = found + end.length();
            return passed;
        }

        /** Up to its end, which quotes may hide. */
        private String tag() throws IOException {
            char quote = 0;
            for (int i = at; i < xml.length(); i++) {
                char c = xml.charAt(i);
                if (quote != 0) {
                    quote = c == quote ? 0 : quote;
                } else if (c == '"' || c == '\'') {
                    quote = c;
                } else if (c == '>') {
                    String tag = xml.substring(at + 1, i);
                    at = i + 1;
                    return tag;
                }
            }
            throw new IOException("The XML is cut off.");
        }

        private void begin(String tag) throws IOException {
            if (++elements > MOST || open.size() > DEEPEST) {
                throw new IOException("There is too much in the XML.");
            }
            top().hasElements = true;
            String name = tag.split("[\\s/]", 2)[0];
            open.push(new Open(elements, name));
            if (tag.endsWith("/")) {
                end(name);
            }
        }

        private void end(String tag) throws IOException {
            Open ended = open.pop();
            if (open.isEmpty() || !ended.tag.equals(tag)) {
                throw new IOException("An element ends in the XML that has not begun.");
            }
            if (!ended.hasElements) {
                String name = tag.substring(tag.indexOf(':') + 1);
                leaves.add(new XmlLeaf(top().number, name, ended.text.toString().strip()));
            }
        }

        private static String unescaped(String text) throws IOException {
            if (text.indexOf('&') < 0) {
                return text;
            }
            var plain = new StringBuilder();
            int from = 0;
            for (int and; (and = text.indexOf('&', from)) >= 0; ) {
                int end = text.indexOf(';', and);
                if (end < 0) {
                    throw new IOException("There is half an entity in the XML.");
                }
                plain.append(text, from, and).append(entity(text.substring(and + 1, end)));
                from = end + 1;
            }
            return plain.append(text, from, text.length()).toString();
        }

        private static String entity(String name) throws IOException {
            return switch (name) {
                case "amp" -> "&";
                case "lt" -> "<";
                case "gt" -> ">";
                case "quot" -> "\"";
                case "apos" -> "'";
                default -> numbered(name);
            };
        }

        private static String numbered(String name) throws IOException {
            try {
                if (name.startsWith("#x")) {
                    return Character.toString(Integer.parseInt(name.substring(2), 16));
                }
                if (name.startsWith("#")) {
                    return Character.toString(Integer.parseInt(name.substring(1)));
                }
            } catch (IllegalArgumentException e) {
                throw new IOException("There is no such character in the XML.", e);
            }
            throw new IOException("There is an entity in the XML.");
        }
    }
}
