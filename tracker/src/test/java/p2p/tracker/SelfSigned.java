package p2p.tracker;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;

/** A key and the certificate made of it, by Java's own tool. */
public final class SelfSigned {

    public static final String ALIAS = "peer";
    public static final String P_256 = "secp256r1";

    private static final String PASSWORD = "password";

    private SelfSigned() {}

    public static char[] password() {
        return PASSWORD.toCharArray();
    }

    public static KeyStore in(Path folder, String curve) throws Exception {
        Path store = Files.createTempDirectory(folder, ALIAS).resolve("peer.p12");
        Process made =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                curve,
                                "-alias",
                                ALIAS,
                                "-dname",
                                "CN=peer",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!made.waitFor(60, SECONDS) || made.exitValue() != 0) {
            throw new AssertionError(said);
        }
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            own.load(in, password());
        }
        return own;
    }
}
