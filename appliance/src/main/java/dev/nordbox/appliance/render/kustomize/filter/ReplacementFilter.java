package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.FieldOptions;
import dev.nordbox.appliance.render.kustomize.config.SourceSelector;
import dev.nordbox.appliance.render.kustomize.config.TargetSelector;
import dev.nordbox.appliance.render.kustomize.resource.GoText;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The two ends of a replacement: one field is read, many are written. */
public final class ReplacementFilter {
    private ReplacementFilter() {}

    /**
     * The value at the source.
     *
     * @param resource the one the selector selects
     */
    public static Node read(Node resource, SourceSelector selector) throws RenderException {
        SourceSelector source = selector.withDefaults();
        Optional<Node> found;
        try {
            found = PathLookup.find(resource, FieldPath.splitDotted(source.fieldPath()));
        } catch (RenderException e) {
            throw e.prefixed("error looking up replacement source");
        }
        if (found.isEmpty() || isEmpty(found.get())) {
            throw new RenderException(
                    "fieldPath `%s` is missing for replacement source %s"
                            .formatted(source.fieldPath(), source.id()));
        }
        return refined(found.get(), source.options());
    }

    /** Writes a value into the fields of one resource that a target names. */
    public static void write(Node resource, Node value, TargetSelector target)
            throws RenderException {
        Optional<NodeKind> create =
                target.options().filter(FieldOptions::create).map(o -> NodeKind.of(value));
        for (String fieldPath : target.effectiveFieldPaths()) {
            List<String> path = FieldPath.splitDotted(fieldPath);
            if (!StructuredText.write(resource, value, path, create)) {
                writeFields(resource, value, path, create, fieldPath, target.options());
            }
            GrowthLimit.check(resource, "a replacement of " + fieldPath);
        }
    }

    private static void writeFields(
            Node resource,
            Node value,
            List<String> path,
            Optional<NodeKind> create,
            String fieldPath,
            Optional<FieldOptions> options)
            throws RenderException {
        String problem =
                create.isPresent()
                        ? "unable to find or create field %s in replacement target"
                        : "unable to find field %s in replacement target";
        List<PathMatcher.Match> matches;
        try {
            matches = PathMatcher.match(resource, path, create);
        } catch (RenderException e) {
            throw e.prefixed(problem.formatted(GoText.quote(fieldPath)));
        }
        if (matches.isEmpty()) {
            throw new RenderException(problem.formatted(GoText.quote(fieldPath)));
        }
        for (PathMatcher.Match match : matches) {
            writeField(match, value, options);
        }
    }

    /** A scalar keeps its type and style: an int field stays an int. */
    private static void writeField(
            PathMatcher.Match match, Node value, Optional<FieldOptions> options)
            throws RenderException {
        String text = text(value);
        boolean splits = options.isPresent() && !options.get().delimiter().isEmpty();
        if (splits) {
            text = joined(scalar(match.node()), text, options.get());
        }
        if (match.node() instanceof ScalarNode field) {
            field.setValue(text);
            return;
        }
        match.place().put(value.copy());
    }

    private static String joined(ScalarNode field, String text, FieldOptions options) {
        List<String> parts =
                new ArrayList<>(
                        Arrays.asList(field.value().split(Pattern.quote(options.delimiter()), -1)));
        if (options.index() < 0) {
            parts.add(0, text);
        } else if (options.index() >= parts.size()) {
            parts.add(text);
        } else {
            parts.set((int) options.index(), text);
        }
        return String.join(options.delimiter(), parts);
    }

    private static Node refined(Node value, Optional<FieldOptions> options) throws RenderException {
        if (options.isEmpty() || options.get().delimiter().isEmpty()) {
            return value;
        }
        ScalarNode scalar = scalar(value);
        String[] parts = scalar.value().split(Pattern.quote(options.get().delimiter()), -1);
        long index = options.get().index();
        if (index < 0 || index >= parts.length) {
            throw new RenderException(
                    "options.index %d is out of bounds for value %s"
                            .formatted(index, scalar.value()));
        }
        ScalarNode part = scalar.copy();
        part.setValue(parts[(int) index]);
        return part;
    }

    private static ScalarNode scalar(Node node) throws RenderException {
        return node.asScalar()
                .orElseThrow(
                        () ->
                                new RenderException(
                                        "delimiter option can only be used with scalar nodes"));
    }

    private static String text(Node value) {
        return value instanceof ScalarNode scalar ? scalar.value() : "";
    }

    private static boolean isEmpty(Node node) {
        return node.isNull()
                || node instanceof MapNode map && map.isEmpty()
                || node instanceof ListNode list && list.isEmpty();
    }
}
