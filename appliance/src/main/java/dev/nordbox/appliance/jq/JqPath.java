package dev.nordbox.appliance.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nordbox.appliance.json.JsonPointer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * Fields of an object, named by a jq expression that yields paths: {@code
 * .spec.template.spec.containers[] | select(.name == "web") | .image}.
 */
public final class JqPath {

    /** As Argo CD's. */
    private static final TimeLimit LIMIT = new TimeLimit(Duration.ofSeconds(1));

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String NO_PATH = "Invalid path expression";

    private final String text;
    private final JsonQuery query;

    private JqPath(String text, JsonQuery query) {
        this.text = text;
        this.query = query;
    }

    /**
     * @throws JqException when it is no jq, uses a function that is not there, or names no field:
     *     {@code .spec.replicas + 1} is a value
     */
    public static JqPath parse(String text) throws JqException {
        JqPath path = new JqPath(text, compile(text));
        path.in(Map.of());
        return path;
    }

    private static JsonQuery compile(String text) throws JqException {
        try {
            // The line break ends a comment, which would swallow the parenthesis.
            return JsonQuery.compile("path(" + text + "\n)", Functions.VERSION);
        } catch (JsonQueryException e) {
            throw new JqException(text, "is no jq expression");
        }
    }

    /**
     * The fields that the expression names in this object, those of a list from its end. What does
     * not fit the object, such as {@code .items[]} where there are no items, names none.
     *
     * @throws JqException when it can name none in any object, or takes too long to
     */
    public List<JsonPointer> in(Map<String, Object> object) throws JqException {
        try {
            return LIMIT.run(text, () -> paths(MAPPER.valueToTree(object)));
        } catch (JsonQueryException e) {
            String why = String.valueOf(e.getMessage());
            if (why.startsWith(NO_PATH)) {
                throw new JqException(text, "names a value and no field");
            }
            if (why.startsWith("Function ")) {
                throw new JqException(text, "uses a function that is not there");
            }
            return List.of();
        } catch (JqException e) {
            throw e;
        } catch (Exception e) {
            throw new JqException(text, "cannot be evaluated");
        }
    }

    private List<JsonPointer> paths(JsonNode object) throws JsonQueryException {
        List<JsonPointer> found = new ArrayList<>();
        query.apply(Functions.scope(), object, path -> found.addAll(Steps.pointers(object, path)));
        return found.stream().distinct().sorted(Steps.LAST_FIRST).toList();
    }
}
