package p2p.tracker.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import p2p.protocol.Json;
import p2p.protocol.api.StoredData;
import p2p.tracker.account.Caller;
import p2p.tracker.account.Person;
import p2p.tracker.account.PersonalData;
import p2p.tracker.store.Sql;
import p2p.tracker.store.Transactions;

@Tag(name = "Accounts")
@Path("/accounts/me/data")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class OwnDataResource {

    private static final String AS_JSON =
            "with me as (select ?::bigint as id)"
                    + " select coalesce(json_agg(one), '[]')::text as list from (%s) one";

    private static final ObjectMapper JSON = Json.lenient();

    private final List<PersonalData> rooms;
    private final Caller caller;
    private final Sql sql;
    private final Transactions transactions;

    OwnDataResource(
            @All List<PersonalData> rooms, Caller caller, Sql sql, Transactions transactions) {
        this.rooms = rooms;
        this.caller = caller;
        this.sql = sql;
        this.transactions = transactions;
    }

    @GET
    @Operation(
            summary = "Show what is stored about you",
            description =
                    "Every row of the trackers' database that names your account: the account itself, devices, sessions, memberships, requests to join, invitations you made, shares, versions you published, attached peers and what they serve. Passwords and codes are stored as hashes alone, and not told.")
    @APIResponse(responseCode = "200", description = "The rows, in lists by what they are about")
    public StoredData mine() {
        Person person = caller.person();
        return transactions.get(() -> {
            var stored = new TreeMap<String, List<Map<String, Object>>>();
            for (PersonalData room : rooms) {
                room.queries().forEach((name, query) -> stored.put(name, rows(query, person)));
            }
            return new StoredData(person.name(), sql.now(), stored);
        });
    }

    private List<Map<String, Object>> rows(String query, Person person) {
        String json =
                sql.first(row -> row.getString("list"), AS_JSON.formatted(query), person.id())
                        .orElseThrow();
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL's JSON is none", e);
        }
    }
}
