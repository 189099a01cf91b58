package p2p.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority that vouches for whom a test names; made with the JDK's keytool. */
public final class TestAuthority {

    private static final String SECRET = "not-secret";

    /** Files in PEM. */
    public record Certified(Path certificate, Path key) {}

    private final Path folder;
    private final Path store;

    public TestAuthority(Path folder, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        this.folder = Files.createDirectory(folder.resolve(name));
        store = this.folder.resolve("keys.p12");
        generate("ca", List.of("-dname", "CN=" + name, "-ext", "bc:c=ca:true"));
        pem("ca.pem", "CERTIFICATE", keys().getCertificate("ca").getEncoded());
    }

    public Path certificate() {
        return folder.resolve("ca.pem");
    }

    /** Certifies one host, as in {@code ip:127.0.0.1} or {@code dns:localhost}. */
    public Certified certify(String host)
            throws IOException, InterruptedException, GeneralSecurityException {
        String alias = host.replaceAll("[^a-z0-9]", "-");
        generate(alias, List.of("-dname", "CN=tracker", "-signer", "ca", "-ext", "san=" + host));
        return new Certified(
                pem(alias + ".pem", "CERTIFICATE", keys().getCertificate(alias).getEncoded()),
                pem(
                        alias + ".key",
                        "PRIVATE KEY",
                        keys().getKey(alias, SECRET.toCharArray()).getEncoded()));
    }

    private void generate(String alias, List<String> more)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC"));
        command.addAll(List.of("-groupname", "secp256r1", "-validity", "30"));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
        command.addAll(List.of("-storepass", SECRET));
        command.addAll(more);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + output);
        }
    }

    private KeyStore keys() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, SECRET.toCharArray());
        }
        return keys;
    }

    private Path pem(String name, String label, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label));
    }
}
