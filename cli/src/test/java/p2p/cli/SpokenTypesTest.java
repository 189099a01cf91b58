package p2p.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What trackers and peers say to each other: one that is missing fails in native programs alone.
 */
class SpokenTypesTest {

    private final Set<Class<?>> kept = new HashSet<>();

    @Test
    void nothingOfTheApiIsMissingInNativePrograms() {
        for (Class<?> each :
                SpokenTypes.class.getAnnotation(RegisterForReflection.class).targets()) {
            keep(each);
        }
        assertEquals(
                List.of(),
                new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("p2p.protocol.api")
                                .stream()
                                .filter(JavaClass::isRecord)
                                .map(JavaClass::reflect)
                                .filter(each -> !kept.contains(each))
                                .map(Class::getSimpleName)
                                .sorted()
                                .toList());
    }

    private void keep(Type type) {
        if (type instanceof ParameterizedType generic) {
            keep(generic.getRawType());
            for (Type argument : generic.getActualTypeArguments()) {
                keep(argument);
            }
        } else if (type instanceof Class<?> spoken && kept.add(spoken) && spoken.isRecord()) {
            for (RecordComponent component : spoken.getRecordComponents()) {
                keep(component.getGenericType());
            }
        }
    }
}
