package p2p.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscreetHistoryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "login alice secret|login alice",
                "login alice|login alice",
                "login alice secret --takeover|login alice",
                "  create-user alice 'my secret'|create-user alice",
                "--json login alice secret|--json login alice",
                "change_password old new|change_password",
                "delete_user secret|delete_user",
                "login alice \"open|login alice",
                "get http://t:1/i/g#0123456789abcdefghijklmnop /tmp|get",
                "login --takeover alice secret|login --takeover",
                "download_file g f /tmp|download_file g f /tmp"
            })
    void keepsNoPassword(String typed, String kept) {
        assertEquals(kept, DiscreetHistory.withoutPassword(typed));
    }
}
