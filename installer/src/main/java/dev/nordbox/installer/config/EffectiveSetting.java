package dev.nordbox.installer.config;

import dev.nordbox.installer.config.Setting.Field;
import dev.nordbox.installer.config.Setting.Fields;
import dev.nordbox.installer.config.Setting.Items;
import dev.nordbox.installer.config.Setting.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One setting as it counts.
 *
 * @param key as in nordbox.yaml: {@code ssh.host}, {@code namespaces[0].name}
 * @param value a list in brackets
 * @param where file and line, flag, profile, or the built-in defaults
 * @param said by a person, in a file or by a flag
 */
public record EffectiveSetting(String key, String value, String where, boolean said) {

    static List<EffectiveSetting> in(Fields settings) {
        List<EffectiveSetting> found = new ArrayList<>();
        collect("", settings, found);
        found.removeIf(each -> each.key.equals("apiVersion") || each.key.equals("kind"));
        return found;
    }

    private static void collect(String key, Setting value, List<EffectiveSetting> found) {
        if (value instanceof Fields fields) {
            for (Map.Entry<String, Field> field : fields.byKey().entrySet()) {
                String name = key.isEmpty() ? field.getKey() : key + "." + field.getKey();
                collect(name, field.getValue().value(), found);
            }
        } else if (value instanceof Scalar scalar) {
            found.add(of(key, scalar.text(), scalar));
        } else if (value instanceof Items list && isPlain(list)) {
            List<String> texts = list.items().stream().map(item -> ((Scalar) item).text()).toList();
            found.add(of(key, "[" + String.join(", ", texts) + "]", list));
        } else if (value instanceof Items list) {
            for (int i = 0; i < list.items().size(); i++) {
                collect(key + "[" + i + "]", list.items().get(i), found);
            }
        }
    }

    private static boolean isPlain(Items list) {
        return list.items().stream().allMatch(Scalar.class::isInstance);
    }

    private static EffectiveSetting of(String key, String value, Setting setting) {
        Location location = setting.location();
        return new EffectiveSetting(key, value, location.toString(), !location.isOfNordbox());
    }
}
