package p2p.cli.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewcomerTest {

    @ParameterizedTest
    @CsvSource({
        "ann, ann",
        "ann.b_c-d, ann.b_c-d",
        "_www, www",
        "Ann Example, Ann-Example",
        "?, ''"
    })
    void theSystemsNameIsOfferedAsFarAsItIsOneHere(String systems, String offered) {
        assertEquals(offered, Newcomer.offered(systems));
    }

    @ParameterizedTest
    @CsvSource({"63, 63", "64, 64", "65, 64"})
    void noLongerNameIsOfferedThanThereCanBe(int systems, int offered) {
        assertEquals("n".repeat(offered), Newcomer.offered("n".repeat(systems)));
    }
}
