package p2p.tracker.account;

import static p2p.tracker.People.PASSWORD;
import static p2p.tracker.People.nobody;

import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.api.LogIn;
import p2p.protocol.api.Renewal;
import p2p.protocol.peer.DeviceProof;
import p2p.protocol.peer.Fingerprint;
import p2p.tracker.People.LoggedIn;
import p2p.tracker.SelfSigned;

/** A device's key and the certificate made of it. */
public record TestDevice(byte[] certificate, PrivateKey key) {

    public static TestDevice make() throws Exception {
        return on(SelfSigned.P_256);
    }

    static TestDevice on(String curve) throws Exception {
        KeyStore own = SelfSigned.on(curve);
        return new TestDevice(
                own.getCertificate(SelfSigned.ALIAS).getEncoded(),
                (PrivateKey) own.getKey(SelfSigned.ALIAS, SelfSigned.password()));
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(certificate);
    }

    /** Logs in there and proves the key. */
    public LoggedIn loggedIn(String name) throws Exception {
        String now = nobody().get("/api/v1/time").then().extract().path("now");
        String token =
                nobody().body(logIn(name, Instant.parse(now), null))
                        .post("/api/v1/sessions")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("token");
        return new LoggedIn(name, token);
    }

    DeviceProof proves(String statement) throws Exception {
        Signature signature = Signature.getInstance(DeviceProof.ALGORITHM);
        signature.initSign(key);
        signature.update(statement.getBytes(StandardCharsets.UTF_8));
        return new DeviceProof(certificate, signature.sign());
    }

    /** The body of a log-in that takes the place of what there is, and proves the key. */
    public Map<String, Object> logIn(String name, Instant at, @Nullable HostPort listen)
            throws Exception {
        return logIn(name, at, listen, proves(LogIn.statement(name, at, listen)));
    }

    Map<String, Object> logIn(
            String name, Instant at, @Nullable HostPort listen, DeviceProof proof) {
        Map<String, Object> body = new HashMap<>(body(name, at, listen, proof));
        body.putAll(Map.of("password", PASSWORD, "takeover", true, "device", fingerprint().hex()));
        return body;
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
