package p2p.tracker.account;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.api.Renewal;
import p2p.protocol.peer.DeviceProof;
import p2p.protocol.peer.Fingerprint;

/** A device's key and the certificate made of it, by Java's own tool. */
record TestDevice(byte[] certificate, PrivateKey key) {

    private static final String ALIAS = "device";
    private static final char[] PASSWORD = "password".toCharArray();

    static TestDevice in(Path folder) throws Exception {
        return in(folder, "secp256r1");
    }

    static TestDevice in(Path folder, String curve) throws Exception {
        Path store = Files.createTempDirectory(folder, ALIAS).resolve("device.p12");
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
                                new String(PASSWORD),
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
            own.load(in, PASSWORD);
        }
        return new TestDevice(
                own.getCertificate(ALIAS).getEncoded(), (PrivateKey) own.getKey(ALIAS, PASSWORD));
    }

    Fingerprint fingerprint() {
        return Fingerprint.of(certificate);
    }

    DeviceProof proves(String statement) throws Exception {
        Signature signature = Signature.getInstance(DeviceProof.ALGORITHM);
        signature.initSign(key);
        signature.update(statement.getBytes(StandardCharsets.UTF_8));
        return new DeviceProof(certificate, signature.sign());
    }

    /** The body of a renewal that is right, but for what the arguments make wrong. */
    Map<String, Object> renewal(String name, Instant at, @Nullable HostPort listen)
            throws Exception {
        return body(name, at, listen, proves(Renewal.statement(name, at, listen)));
    }

    static Map<String, Object> body(
            String name, Instant at, @Nullable HostPort listen, DeviceProof proof) {
        var proved = Map.of("certificate", proof.certificate(), "signature", proof.signature());
        return listen == null
                ? Map.of("name", name, "at", at.toString(), "proof", proved)
                : Map.of(
                        "name",
                        name,
                        "at",
                        at.toString(),
                        "listen",
                        listen.toString(),
                        "proof",
                        proved);
    }
}
