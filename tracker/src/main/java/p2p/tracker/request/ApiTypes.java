package p2p.tracker.request;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;
import p2p.protocol.HostPort;
import p2p.protocol.api.Page;
import p2p.protocol.file.FileId;
import p2p.protocol.peer.Fingerprint;
import p2p.protocol.session.Seeder;

/**
 * What is said of types that their classes do not show: what is a text in JSON, and may be null.
 */
final class ApiTypes {

    private static final String HEX = "^[0-9a-f]{64}$";
    private static final List<Class<?>> ONE_OF_EACH_PACKAGE =
            List.of(Page.class, FileId.class, Fingerprint.class, Seeder.class, HostPort.class);

    private ApiTypes() {}

    static void correct(Components components) {
        components
                .addSchema("FileId", text("A content's id.").pattern(HEX))
                .addSchema("Fingerprint", text("The SHA-256 of a certificate.").pattern(HEX))
                .addSchema(
                        "HostPort",
                        text("Such as 192.0.2.7:7070, [2001:db8::7]:7070 or host.example.org:7070.")
                                .pattern("^.+:[0-9]{1,5}$"));
        components.getSchemas().forEach(ApiTypes::markNullable);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().type(List.of(SchemaType.STRING)).description(description);
    }

    private static void markNullable(String name, Schema schema) {
        Map<String, Schema> properties = schema.getProperties();
        if (properties == null) {
            return;
        }
        Set<String> nullable =
                components(name)
                        .filter(one -> one.getAnnotatedType().isAnnotationPresent(Nullable.class))
                        .map(RecordComponent::getName)
                        .collect(Collectors.toSet());
        Map.copyOf(properties)
                .forEach((field, type) -> {
                    if (nullable.contains(field)) {
                        schema.addProperty(field, orNull(type));
                    }
                });
    }

    private static Stream<RecordComponent> components(String name) {
        String simple = name.startsWith(Page.class.getSimpleName()) ? "Page" : name;
        return ONE_OF_EACH_PACKAGE.stream()
                .flatMap(other -> inPackageOf(other, simple).stream())
                .limit(1)
                .flatMap(found -> Arrays.stream(found.getRecordComponents()));
    }

    private static Optional<Class<?>> inPackageOf(Class<?> other, String simple) {
        try {
            Class<?> found =
                    Class.forName(
                            other.getPackageName() + "." + simple, false, other.getClassLoader());
            return found.isRecord() ? Optional.of(found) : Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Schema orNull(Schema schema) {
        if (schema.getType() != null) {
            return schema.type(
                    Stream.concat(schema.getType().stream(), Stream.of(SchemaType.NULL))
                            .distinct()
                            .toList());
        }
        return OASFactory.createSchema()
                .anyOf(List.of(schema, OASFactory.createSchema().type(List.of(SchemaType.NULL))));
    }
}
