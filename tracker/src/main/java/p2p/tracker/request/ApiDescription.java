package p2p.tracker.request;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import p2p.protocol.api.Problem;
import p2p.tracker.refusal.Refusal;

/** What the OpenAPI document says of every operation: the session's token, and the refusals. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDescription implements OASFilter {

    private static final String TOKEN = "session";
    private static final String COOKIE = "browser";
    private static final String EXAMPLE =
            """
            {"type": "urn:p2p:problem:no-such-group", "title": "No such group", "status": 404,
             "detail": "There is no group 'films'.", "instance": "urn:p2p:request:9f1c22e0b7a4d310"}\
            """;

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        ApiTypes.correct(api.getComponents());
        api.getComponents()
                .addSchema("Problem", problem())
                .addParameter("IdempotencyKey", idempotencyKey())
                .addSecurityScheme(
                        TOKEN,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("The token that a log-in gave."))
                .addSecurityScheme(
                        COOKIE,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.COOKIE)
                                .name("__Host-p2p-browser")
                                .description(
                                        "For the tracker's own page: what POST /browsers sets."
                                                + " Without TLS it is called p2p-browser."));
        api.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().forEach((m, o) -> add(path, m, o)));
    }

    private static void add(String path, PathItem.HttpMethod method, Operation operation) {
        String asked = method + " " + path.replaceFirst("^/api/v1", "");
        if (!OpenOperations.contains(asked)) {
            operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(TOKEN));
        }
        if (BrowserOperations.containsTemplate(asked)) {
            operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(COOKIE));
        }
        if (method != PathItem.HttpMethod.GET) {
            operation.addParameter(OASFactory.createParameter().ref("IdempotencyKey"));
        }
        operation.getResponses().getAPIResponses().values().stream()
                .filter(response -> response.getContent() != null)
                .flatMap(response -> response.getContent().getMediaTypes().values().stream())
                .forEach(type -> ApiExamples.of(type.getSchema()).ifPresent(type::setExample));
        operation
                .getResponses()
                .addAPIResponse(
                        "default",
                        OASFactory.createAPIResponse()
                                .description("Refused; the `detail` says why and what to do.")
                                .content(
                                        OASFactory.createContent()
                                                .addMediaType(
                                                        Problem.MEDIA_TYPE,
                                                        OASFactory.createMediaType()
                                                                .schema(
                                                                        OASFactory.createSchema()
                                                                                .ref("Problem"))
                                                                .example(EXAMPLE))));
    }

    private static Parameter idempotencyKey() {
        return OASFactory.createParameter()
                .name("Idempotency-Key")
                .in(Parameter.In.HEADER)
                .description(
                        "16 to 128 visible characters, made at random for this request. When its"
                                + " answer is lost, send it again with the same key, to any"
                                + " tracker: it is carried out once, and answered as the first"
                                + " time. Known for a day.")
                .schema(
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.STRING))
                                .minLength(16)
                                .maxLength(128));
    }

    private static Schema problem() {
        String types =
                Arrays.stream(Refusal.values())
                        .map(r -> "`" + r.type() + "` (" + r.status() + ")")
                        .collect(Collectors.joining(", "));
        Schema text = OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING));
        return OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.OBJECT))
                .description("Why a request was refused (RFC 9457). Types: " + types + ".")
                .addProperty("type", text)
                .addProperty("title", text)
                .addProperty(
                        "status",
                        OASFactory.createSchema().type(List.of(Schema.SchemaType.INTEGER)))
                .addProperty("detail", text)
                .addProperty("instance", text);
    }
}
