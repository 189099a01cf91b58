package p2p.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import p2p.peer.refusal.Refused;
import p2p.peer.tracker.RelayedPath;
import p2p.peer.tracker.TrackerAnswer;
import p2p.peer.tracker.TrackerClient;
import p2p.protocol.Json;
import p2p.protocol.api.DeviceInfo;
import p2p.protocol.api.DeviceLimit;
import p2p.protocol.api.GroupDetail;
import p2p.protocol.api.LeftGroup;
import p2p.protocol.api.NamedGroup;
import p2p.protocol.api.NewAccount;
import p2p.protocol.api.OwnDevices;
import p2p.protocol.api.PasswordChange;
import p2p.protocol.api.Problem;

/** What a user has the trackers do by way of the peer. */
record AtTrackers(TrackerClient trackers) {

    private static final ObjectMapper JSON = Json.strict();

    void createAccount(String name, String password) {
        ask(HttpMethod.POST, "accounts", new NewAccount(name, password));
    }

    void changePassword(String before, String after) {
        ask(HttpMethod.PUT, "accounts/me/password", new PasswordChange(before, after));
    }

    void createGroup(String group) {
        ask(HttpMethod.POST, "groups", new NamedGroup(group));
    }

    void requestJoin(String group) {
        ask(HttpMethod.POST, "groups/" + group + "/requests", null);
    }

    void acceptRequest(String group, String user) {
        ask(HttpMethod.POST, "groups/" + group + "/requests/" + user + "/accept", null);
    }

    LeftGroup leaveGroup(String group) {
        String path = "groups/" + group + "/members/me";
        return read(ask(HttpMethod.DELETE, path, null), LeftGroup.class);
    }

    List<GroupDetail.Member> members(String group) {
        return read(ask(HttpMethod.GET, "groups/" + group, null), GroupDetail.class).members();
    }

    void removeMember(String group, String user) {
        ask(HttpMethod.DELETE, "groups/" + group + "/members/" + user, null);
    }

    void allowDevices(int most) {
        ask(HttpMethod.PUT, "devices", new DeviceLimit(most));
    }

    List<DeviceInfo> devices() {
        return read(ask(HttpMethod.GET, "devices", null), OwnDevices.class).devices();
    }

    void removeDevice(String name) {
        ask(HttpMethod.DELETE, "devices/" + name, null);
    }

    private byte[] ask(HttpMethod method, String path, @Nullable Object body) {
        byte[] bytes = body == null ? null : json(body);
        TrackerAnswer answer = trackers.relay(method, RelayedPath.of(path, null), bytes, null);
        if (answer.status() >= 400) {
            throw new Refused(read(answer.body(), Problem.class));
        }
        return answer.body();
    }

    private static byte[] json(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T read(byte[] body, Class<T> type) {
        try {
            return JSON.readValue(body, type);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
