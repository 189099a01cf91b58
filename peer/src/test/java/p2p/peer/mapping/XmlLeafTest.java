package p2p.peer.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlLeafTest {

    @Test
    void leavesKnowWhatTheyAreIn() throws Exception {
        assertEquals(
                List.of(
                        new XmlLeaf(2, "name", "a&b <c> 'd'"),
                        new XmlLeaf(2, "empty", ""),
                        new XmlLeaf(5, "name", "raw <&> text")),
                XmlLeaf.read(
                        """
                        <?xml version="1.0"?>
                        <!-- <not> -->
                        <u:root a="1 > 0" b='"'>
                          <item><s:name x='y'> a&amp;b &lt;c&gt; &#39;d&#x27; </s:name><empty/></item>
                          <item ><name><![CDATA[raw <&> text]]></name ></item>
                        </u:root>
                        """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
                "<a>&b;</a>",
                "<a>&#xZZ;</a>",
                "<a>&#1114112;</a>",
                "<a>&amp</a>",
                "<a><b></a></b>",
                "</a>",
                "<a",
                "<a>",
                "<a b='>",
                "<!-- ",
                "<![CDATA[",
            })
    void whatDevicesDoNotWriteIsRefused(String xml) {
        assertThrows(IOException.class, () -> XmlLeaf.read(xml));
    }

    @Test
    void whatIsDeepOrManifoldIsRefused() {
        assertThrows(IOException.class, () -> XmlLeaf.read("<a>".repeat(100_000)));
        assertThrows(IOException.class, () -> XmlLeaf.read("<a>" + "<b/>".repeat(5000) + "</a>"));
    }
}
