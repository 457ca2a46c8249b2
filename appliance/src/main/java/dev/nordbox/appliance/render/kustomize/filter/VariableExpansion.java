package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.yaml.GoNumber;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.Style;
import dev.nordbox.appliance.render.yaml.Tag;
import java.util.Optional;
import java.util.function.Function;

/**
 * Expands {@code $(NAME)} in strings. {@code $$(NAME)} stands for itself without one dollar, and a
 * string that is nothing but one variable takes the variable's type.
 */
public final class VariableExpansion {
    private final Function<String, Optional<Object>> values;

    /**
     * @param values the value of a name: {@link String}, {@link Long}, {@link Double} or {@link
     *     Boolean}; a name without one stays as it is written
     */
    public VariableExpansion(Function<String, Optional<Object>> values) {
        this.values = values;
    }

    /** Expands the scalars, and the scalars of the maps and lists, that a spec names. */
    public void apply(Node resource, FieldSpec spec) throws RenderException {
        FieldSpecFilter.visiting(this::expand).apply(resource, spec);
        GrowthLimit.check(resource, "expanding variables");
    }

    private void expand(Node field) throws RenderException {
        if (field instanceof MapNode map) {
            for (MapNode.Field entry : map.fields()) {
                if (!entry.key().isString()) {
                    throw new RenderException(
                            "invalid map key: value='%s', tag='%s'"
                                    .formatted(entry.name(), entry.key().tag()));
                }
                entry.value().asScalar().ifPresent(this::expandString);
            }
        } else if (field instanceof ListNode list) {
            for (Node item : list) {
                if (!(item instanceof ScalarNode scalar) || !scalar.isString()) {
                    throw new RenderException("invalid value type expect a string");
                }
                expandString(scalar);
            }
        } else if (field instanceof ScalarNode scalar) {
            expandString(scalar);
        }
    }

    private void expandString(ScalarNode scalar) {
        if (!scalar.isString()) {
            return;
        }
        Object expanded = expand(scalar.value());
        scalar.setStyle(Style.DEFAULT);
        scalar.setTagged(false);
        if (expanded instanceof Long number) {
            set(scalar, Tag.INT, number.toString());
        } else if (expanded instanceof Double number) {
            set(scalar, Tag.FLOAT, GoNumber.decimal(number));
        } else if (expanded instanceof Boolean truth) {
            set(scalar, Tag.BOOL, truth.toString());
        } else {
            set(scalar, Tag.STRING, expanded.toString());
        }
    }

    private static void set(ScalarNode scalar, String tag, String value) {
        scalar.setTag(tag);
        scalar.setValue(value);
    }

    /** The text with its variables expanded, or the value of the one it consists of. */
    Object expand(String text) {
        StringBuilder expanded = new StringBuilder();
        int copied = 0;
        for (int i = 0; i + 1 < text.length(); i++) {
            if (text.charAt(i) != '$') {
                continue;
            }
            expanded.append(text, copied, i);
            char next = text.charAt(i + 1);
            int close = next == '(' ? text.indexOf(')', i + 2) : -1;
            if (close >= 0) {
                String name = text.substring(i + 2, close);
                Object value = values.apply(name).orElse("$(" + name + ")");
                if (i == 0 && close == text.length() - 1) {
                    return value;
                }
                expanded.append(value instanceof Double number ? GoNumber.plain(number) : value);
                i = close;
            } else {
                expanded.append(next == '$' ? "$" : "$" + next);
                i++;
            }
            copied = i + 1;
        }
        return expanded.append(text, copied, text.length()).toString();
    }
}
