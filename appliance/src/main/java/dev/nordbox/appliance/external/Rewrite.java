package dev.nordbox.appliance.external;

import dev.nordbox.appliance.render.gotemplate.Budget;
import dev.nordbox.appliance.render.gotemplate.GoTemplate;
import dev.nordbox.appliance.render.gotemplate.TemplateException;
import java.util.Map;
import java.util.TreeMap;

/** A change of the keys that were found. Regular expressions are Go's. */
public sealed interface Rewrite {

    /** Another name for a key. */
    String rename(String key) throws TemplateException;

    /** What the expression matches becomes the target, with {@code $1} for groups. */
    record Regexp(String source, String target) implements Rewrite {
        @Override
        public String rename(String key) throws TemplateException {
            return GoTemplate.parse("rewrite", "{{ mustRegexReplaceAll .source .key .target }}")
                    .execute(
                            Map.of("source", source, "key", key, "target", target), Budget.DEFAULT);
        }
    }

    /** What the template says over {@code .value}, which is the key. */
    record Transform(String template) implements Rewrite {
        @Override
        public String rename(String key) throws TemplateException {
            return SecretTemplate.parse("transform", template).renderKey(key);
        }
    }

    /** All keys by their new names; of two that get one name, the later one counts. */
    default Map<String, byte[]> rewrite(Map<String, byte[]> values) throws CannotSync {
        Map<String, byte[]> renamed = new TreeMap<>();
        for (Map.Entry<String, byte[]> entry : values.entrySet()) {
            try {
                renamed.put(rename(entry.getKey()), entry.getValue());
            } catch (TemplateException e) {
                throw CannotSync.data("error applying rewrite to keys: " + e.getMessage());
            }
        }
        return renamed;
    }
}
