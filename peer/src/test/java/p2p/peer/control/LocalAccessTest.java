package p2p.peer.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAccessTest {

    @TempDir Path home;

    @Test
    void isReadBackAndNobodyElseCanReadIt() throws IOException {
        LocalAccess access = LocalAccess.create(4711);
        access.write(home);
        access.write(home);
        assertEquals(Optional.of(access), LocalAccess.read(home));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.resolve("service.json"))));
        LocalAccess.remove(home);
        assertEquals(Optional.empty(), LocalAccess.read(home));
    }

    @Test
    void opensWithItsSecretAlone() {
        LocalAccess access = LocalAccess.create(4711);
        assertNotEquals(access.secret(), LocalAccess.create(4711).secret());
        assertEquals(64, access.secret().length());
        assertTrue(access.isOpenedBy(access.authorization()));
        assertFalse(access.isOpenedBy(null));
        assertFalse(access.isOpenedBy(""));
        assertFalse(access.isOpenedBy("Bearer "));
        assertFalse(access.isOpenedBy(access.secret()));
        assertFalse(access.isOpenedBy(LocalAccess.create(4711).authorization()));
    }

    @Test
    void aDamagedFileIsAsGoodAsNone() throws IOException {
        Files.writeString(home.resolve("service.json"), "{\"port\":");
        assertEquals(Optional.empty(), LocalAccess.read(home));
    }
}
