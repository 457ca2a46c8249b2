package dev.nordbox.appliance.render.kustomize.transform;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.budget.Meter;
import dev.nordbox.appliance.render.kustomize.config.ConfigTypes;
import dev.nordbox.appliance.render.kustomize.config.Fields;
import dev.nordbox.appliance.render.kustomize.config.GoJson;
import dev.nordbox.appliance.render.kustomize.config.Replacement;
import dev.nordbox.appliance.render.kustomize.config.SourceSelector;
import dev.nordbox.appliance.render.kustomize.config.TargetSelector;
import dev.nordbox.appliance.render.kustomize.filter.ReplacementFilter;
import dev.nordbox.appliance.render.kustomize.load.Loader;
import dev.nordbox.appliance.render.kustomize.plugin.PluginTools;
import dev.nordbox.appliance.render.kustomize.plugin.Transformer;
import dev.nordbox.appliance.render.kustomize.resource.ResId;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.kustomize.resource.Selector;
import dev.nordbox.appliance.render.kustomize.resource.SelectorRegex;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.List;

/** Copies values from one field of one resource into fields of others. */
public final class ReplacementTransformer implements Transformer {
    private final List<Replacement> replacements;
    private final Meter meter;

    private ReplacementTransformer(List<Replacement> replacements, Meter meter) {
        this.replacements = replacements;
        this.meter = meter;
    }

    /** The configuration of a transformer of its own. */
    public static List<Replacement> read(Fields fields) {
        return fields.objects(
                "replacements", "types.ReplacementField", ConfigTypes::replacementField);
    }

    /** Reads the replacements that lie in files. */
    public static ReplacementTransformer configure(List<Replacement> entries, PluginTools tools)
            throws RenderException {
        List<Replacement> replacements = new ArrayList<>();
        for (Replacement entry : entries) {
            if (entry.path().isEmpty()) {
                replacements.add(entry);
                continue;
            }
            if (entry.source().isPresent() || entry.targets().isPresent()) {
                throw new RenderException("cannot specify both path and inline replacement");
            }
            replacements.addAll(load(entry.path(), tools.loader()));
        }
        return new ReplacementTransformer(replacements, tools.meter());
    }

    private static List<Replacement> load(String path, Loader loader) throws RenderException {
        Node root = GoJson.unmarshal(loader.loadText(path));
        List<Replacement> replacements = new ArrayList<>();
        if (root instanceof ListNode list) {
            for (Node item : list) {
                replacements.add(replacement(item));
            }
        } else if (root instanceof MapNode) {
            replacements.add(replacement(root));
        } else {
            throw new RenderException(
                    "unsupported replacement type encountered within replacement path: "
                            + (root.isNull() ? "invalid" : "string"));
        }
        return replacements;
    }

    private static Replacement replacement(Node node) throws RenderException {
        try {
            return GoJson.lenient(node, "types.Replacement", ConfigTypes::replacement);
        } catch (RenderException e) {
            throw e.prefixed("error unmarshaling JSON: while decoding JSON");
        }
    }

    @Override
    public void transform(ResMap resources) throws RenderException {
        for (Replacement replacement : replacements) {
            boolean hasSource =
                    replacement.source().isPresent() || replacement.sourceValue().isPresent();
            if (!hasSource || replacement.targets().isEmpty()) {
                throw new RenderException(
                        "replacements must specify a source and at least one target");
            }
            Node value = value(replacement, resources);
            for (TargetSelector target : replacement.targets().get()) {
                write(value, target, resources);
            }
        }
        resources.forgetIds();
    }

    private Node value(Replacement replacement, ResMap resources) throws RenderException {
        if (replacement.sourceValue().isPresent()) {
            if (replacement.source().isPresent()) {
                throw new RenderException("value and resource selectors are mutually exclusive");
            }
            return ScalarNode.untyped(replacement.sourceValue().get());
        }
        SourceSelector selector = replacement.source().orElseThrow();
        return ReplacementFilter.read(source(selector, resources).node(), selector);
    }

    private Resource source(SourceSelector selector, ResMap resources) throws RenderException {
        meter.apply("replacements", resources.size());
        List<Resource> matches = new ArrayList<>();
        for (Resource resource : resources.resources()) {
            for (ResId id : unscopedIds(resource)) {
                if (id.isSelectedBy(selector.id())) {
                    matches.add(resource);
                    break;
                }
            }
            if (matches.size() > 1) {
                throw new RenderException("multiple matches for selector " + selector);
            }
        }
        if (matches.isEmpty()) {
            throw new RenderException("nothing selected by " + selector);
        }
        return matches.get(0);
    }

    private void write(Node value, TargetSelector target, ResMap resources) throws RenderException {
        Selector select =
                target.select()
                        .orElseThrow(
                                () ->
                                        new RenderException(
                                                "target must specify resources to select"));
        TargetSelectorRegex selector = TargetSelectorRegex.compile(select, target.reject());
        for (Resource resource : resources.resources()) {
            meter.apply("replacements", 1);
            if (selector.selects(resource)) {
                ReplacementFilter.write(resource.node(), value, target);
            }
        }
    }

    /** Replacements look at ids without asking for the scope of their types. */
    static List<ResId> unscopedIds(Resource resource) {
        List<ResId> ids = new ArrayList<>();
        for (ResId id : resource.allIds()) {
            ids.add(new ResId(id.gvk(), id.name(), id.namespace()));
        }
        return ids;
    }

    /** The resources a replacement writes to: selected by any of their ids, rejected by none. */
    private record TargetSelectorRegex(SelectorRegex select, List<SelectorRegex> reject) {

        static TargetSelectorRegex compile(Selector select, List<Selector> reject)
                throws RenderException {
            try {
                List<SelectorRegex> compiled = new ArrayList<>();
                SelectorRegex selected = new SelectorRegex(select);
                for (Selector each : reject) {
                    compiled.add(new SelectorRegex(each));
                }
                return new TargetSelectorRegex(selected, compiled);
            } catch (RenderException e) {
                throw e.prefixed("error creating target selector");
            }
        }

        boolean selects(Resource resource) throws RenderException {
            if (!select.matchesAnnotations(resource) || !select.matchesLabels(resource)) {
                return false;
            }
            for (SelectorRegex each : reject) {
                Selector selector = each.selector();
                boolean looksAtLabels =
                        !selector.annotationSelector().isEmpty()
                                || !selector.labelSelector().isEmpty();
                if (looksAtLabels
                        && each.matchesAnnotations(resource)
                        && each.matchesLabels(resource)) {
                    return false;
                }
            }
            List<ResId> ids = unscopedIds(resource);
            for (SelectorRegex each : reject) {
                if (!each.selector().id().isEmpty() && matchesAny(each, ids)) {
                    return false;
                }
            }
            return matchesAny(select, ids);
        }

        private static boolean matchesAny(SelectorRegex selector, List<ResId> ids)
                throws RenderException {
            for (ResId id : ids) {
                if (selector.matchesId(id)) {
                    return true;
                }
            }
            return false;
        }
    }
}
