package p2p.cli.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import p2p.cli.control.Failure;
import p2p.peer.PeerStatus;
import p2p.protocol.RandomPassword;

class MadePasswordTest {

    @TempDir Path home;

    private MadePassword of(String user, String... trackers) {
        var peer =
                new PeerStatus(
                        null,
                        home.toString(),
                        "",
                        null,
                        List.of(trackers),
                        false,
                        0,
                        0,
                        null,
                        null);
        return MadePassword.of(peer, user);
    }

    @Test
    void goesToNoTrackerThatItWasNotMadeFor() {
        String password = of("ann", "http://t:1", "http://t:2").make();
        assertEquals(Optional.of(password), of("ann", "http://t:2", "http://t:1").kept());
        assertEquals(Optional.of(password), of("ann", "http://t:2").kept());
        var other = of("ann", "http://t:1", "http://t:3");
        assertEquals(Optional.empty(), other.kept());
        assertThrows(Failure.class, other::required);
        assertEquals(Optional.empty(), of("bob", "http://t:3").required());
    }

    @Test
    void isKeptForItsUserAloneUntilItIsForgotten() throws Exception {
        assertEquals(Optional.empty(), of("ann").kept());
        String password = of("ann").make();
        assertTrue(RandomPassword.is(password), password);
        assertEquals(Optional.of(password), of("Ann").kept());
        assertEquals(
                PosixFilePermissions.fromString("rwx------"),
                Files.getPosixFilePermissions(home.resolve("passwords")));
        assertEquals(
                PosixFilePermissions.fromString("rw-------"),
                Files.getPosixFilePermissions(home.resolve("passwords/ann.password")));
        String other = of("ann.password.new").make();
        assertNotEquals(password, other);
        of("ann").make();
        assertEquals(Optional.of(other), of("ann.password.new").kept());
        of("ann").forget();
        assertEquals(Optional.empty(), of("ann").kept());
        of("ann").forget();
    }

    @Test
    void whoseThereIsCanBeSaidWhereItIsOneAlone() {
        assertEquals(Optional.empty(), MadePassword.onlyUser(home.toString()));
        of("ann").make();
        assertEquals(Optional.of("ann"), MadePassword.onlyUser(home.toString()));
        of("bob").make();
        assertEquals(Optional.empty(), MadePassword.onlyUser(home.toString()));
    }

    @Test
    void aNameLeadsOutOfNoFolder() {
        assertThrows(Failure.class, () -> of("../ann"));
        assertThrows(Failure.class, () -> of(""));
    }
}
