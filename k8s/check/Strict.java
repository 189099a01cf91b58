import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.kubernetes.client.openapi.JSON;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * Checks documents against the models of Kubernetes' official Java client, which refuse unknown
 * fields and wrong types. Reads a JSON array of documents; writes one of the same length with what
 * is wrong with each, or null for a kind that is not Kubernetes' own.
 */
final class Strict {

    private static final String MODELS = "io.kubernetes.client.openapi.models.";

    public static void main(String[] none) throws Exception {
        var in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        var answer = new JsonArray();
        for (JsonElement document : JsonParser.parseReader(in).getAsJsonArray()) {
            answer.add(problems(document.getAsJsonObject()));
        }
        System.out.println(answer);
    }

    private static JsonElement problems(JsonObject document) throws Exception {
        Class<?> model;
        try {
            model = Class.forName(MODELS + modelName(document));
        } catch (ClassNotFoundException e) {
            return JsonNull.INSTANCE;
        }
        var problems = new JsonArray();
        try {
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, document);
            JsonElement read = JSON.getGson().toJsonTree(JSON.getGson().fromJson(document, model));
            if (!isKept(document, read)) {
                problems.add("a value has another type than it must have");
            }
        } catch (InvocationTargetException e) {
            problems.add(e.getCause().getMessage());
        } catch (RuntimeException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return problems;
    }

    /** Whether text is still text and a number a number; quantities may be written otherwise. */
    private static boolean isKept(JsonElement given, JsonElement read) {
        if (given.isJsonObject() && read instanceof JsonObject object) {
            return given.getAsJsonObject().entrySet().stream()
                    .allMatch(e -> isKept(e.getValue(), object.get(e.getKey())));
        }
        if (given.isJsonArray() && read instanceof JsonArray array) {
            return IntStream.range(0, given.getAsJsonArray().size())
                    .allMatch(i -> isKept(given.getAsJsonArray().get(i), array.get(i)));
        }
        return given instanceof JsonPrimitive a
                && read instanceof JsonPrimitive b
                && a.isString() == b.isString()
                && a.isNumber() == b.isNumber();
    }

    /** As V1Service or V2HorizontalPodAutoscaler. */
    private static String modelName(JsonObject document) {
        String[] api = document.get("apiVersion").getAsString().split("/");
        if (api[0].contains(".") && !api[0].endsWith(".k8s.io")) {
            return "None";
        }
        String version = api[api.length - 1];
        return version.substring(0, 1).toUpperCase()
                + version.substring(1)
                + document.get("kind").getAsString();
    }
}
