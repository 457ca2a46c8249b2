package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.config.TransformerConfig.Table;
import dev.nordbox.appliance.render.kustomize.config.Var;
import dev.nordbox.appliance.render.kustomize.filter.FieldPath;
import dev.nordbox.appliance.render.kustomize.filter.PathLookup;
import dev.nordbox.appliance.render.kustomize.filter.VariableExpansion;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the values of vars where {@code $(NAME)} stands. */
final class VarReferences {
    private static final Pattern INDEX = Pattern.compile("^(.*)\\[(\\d+)]$");

    private VarReferences() {}

    static void resolve(ResAccumulator accumulator, BuildContext context) throws RenderException {
        Map<String, Object> values = values(accumulator);
        if (values.isEmpty()) {
            return;
        }
        Set<String> unused = new TreeSet<>(values.keySet());
        VariableExpansion expansion =
                new VariableExpansion(
                        name -> {
                            Optional<Object> value = Optional.ofNullable(values.get(name));
                            if (value.filter(List.class::isInstance).isPresent()) {
                                // Only a scalar has a text to put into another.
                                return Optional.empty();
                            }
                            unused.remove(name);
                            return value;
                        });
        List<FieldSpec> fields = accumulator.config().fieldSpecs(Table.VAR_REFERENCE);
        List<Resource> resources = accumulator.resMap().resources();
        context.meter().apply("vars", resources.size());
        for (Resource resource : resources) {
            for (FieldSpec field : fields) {
                expansion.apply(resource.node(), field);
            }
        }
        accumulator.resMap().forgetIds();
        if (!unused.isEmpty()) {
            context.warn("well-defined vars that were never replaced: " + String.join(",", unused));
        }
    }

    private static Map<String, Object> values(ResAccumulator accumulator) throws RenderException {
        Map<String, Object> values = new TreeMap<>();
        List<Var> vars = accumulator.vars();
        if (vars.isEmpty()) {
            return values;
        }
        Map<String, Resource> sources = new HashMap<>();
        for (Resource resource : accumulator.resMap().resources()) {
            resource.refVarNames().forEach(name -> sources.putIfAbsent(name, resource));
        }
        for (Var each : vars) {
            Resource source = sources.get(each.name());
            if (source == null) {
                throw new RenderException(
                        "var '%s' cannot be mapped to a field in the set of known resources"
                                .formatted(each));
            }
            values.put(each.name(), value(each, source));
        }
        return values;
    }

    private static Object value(Var var, Resource source) throws RenderException {
        Optional<Node> found;
        try {
            found = PathLookup.find(source.node(), withIndexes(var.fieldPath()));
        } catch (RenderException e) {
            found = Optional.empty();
        }
        Node node = found.orElseThrow(() -> notFound(var));
        return node instanceof ScalarNode scalar
                ? typed(scalar).orElseThrow(() -> notFound(var))
                : List.of();
    }

    /** The value of a scalar by its tag; a number in another notation than Go's own is none. */
    private static Optional<Object> typed(ScalarNode scalar) {
        try {
            return Optional.of(
                    switch (scalar.tag()) {
                        case Tag.INT -> Long.valueOf(scalar.value());
                        case Tag.FLOAT -> Double.valueOf(scalar.value());
                        case Tag.BOOL -> Boolean.valueOf(scalar.value());
                        default -> scalar.value();
                    });
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static RenderException notFound(Var var) {
        return new RenderException(
                "field specified in var '%s' not found in corresponding resource".formatted(var));
    }

    /** {@code a[0]} is the first element of {@code a}. */
    private static List<String> withIndexes(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : FieldPath.splitDotted(path)) {
            Matcher matcher = INDEX.matcher(part);
            if (!matcher.matches()) {
                parts.add(part);
                continue;
            }
            if (!matcher.group(1).isEmpty()) {
                parts.add(matcher.group(1));
            }
            parts.add(matcher.group(2));
        }
        return parts;
    }
}
