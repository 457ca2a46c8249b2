package dev.nordbox.installer.secret;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.ConfigurationValues;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.YamlParser;
import dev.nordbox.appliance.seal.SealingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of a text, as kubectl writes them: YAML or JSON, lists taken apart. */
final class Documents {

    private Documents() {}

    /**
     * @throws SealingException when it is no YAML; the text is not quoted, it may be secret
     */
    static List<Map<String, Object>> parse(String text) throws SealingException {
        List<Map<String, Object>> objects = new ArrayList<>();
        try {
            for (Node document : YamlParser.forConfiguration().parseDocuments(text)) {
                Object value = ConfigurationValues.of(document);
                if (value instanceof Map<?, ?> map) {
                    add(Fields.map(map), objects);
                }
            }
        } catch (RenderException e) {
            throw new SealingException(
                    "neither YAML nor JSON" + line(String.valueOf(e.getMessage())));
        }
        return objects;
    }

    private static void add(Map<String, Object> object, List<Map<String, Object>> to) {
        if (Fields.text(object, "kind").equals(Optional.of("List"))) {
            Fields.list(object, "items").forEach(item -> to.add(Fields.map(item)));
        } else {
            to.add(object);
        }
    }

    /** Only where, never what: the reader's own message quotes the text. */
    private static String line(String message) {
        java.util.regex.Matcher matcher =
                java.util.regex.Pattern.compile("line [0-9]+").matcher(message);
        return matcher.find() ? " (" + matcher.group() + ")" : "";
    }
}
