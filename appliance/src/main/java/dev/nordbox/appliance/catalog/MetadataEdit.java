package dev.nordbox.appliance.catalog;

import dev.nordbox.appliance.argo.KustomizeOptions;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.render.RenderException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Adds labels and annotations to the fields of a kustomization. One that is there is replaced only
 * when that is asked for.
 */
final class MetadataEdit {

    private static final String OPTIONS = "spec.source.kustomize.";
    private static final Optional<Object> TRUE = Optional.of(true);

    private final Map<String, Object> fields;
    private final KustomizeOptions options;
    private final String file;

    /**
     * @param fields of the kustomization, which are changed
     * @param file where they come from, for messages
     */
    MetadataEdit(Map<String, Object> fields, KustomizeOptions options, String file) {
        this.fields = fields;
        this.options = options;
        this.file = file;
    }

    void labels() throws RenderException {
        if (options.labelIncludeTemplates() && !options.labelWithoutSelector()) {
            throw new RenderException(
                    OPTIONS
                            + "labelIncludeTemplates counts with labelWithoutSelector: true only;"
                            + " set both, or neither");
        }
        if (options.labelWithoutSelector()) {
            labelsWithoutSelector();
        } else {
            add("commonLabels", options.commonLabels(), options.forceCommonLabels());
        }
    }

    void annotations() throws RenderException {
        add("commonAnnotations", options.commonAnnotations(), options.forceCommonAnnotations());
    }

    private void labelsWithoutSelector() throws RenderException {
        if (options.commonLabels().isEmpty()) {
            return;
        }
        List<Object> entries = new ArrayList<>(Fields.list(fields, "labels"));
        Map<String, Object> added = new TreeMap<>(options.commonLabels());
        for (int i = 0; i < entries.size(); i++) {
            if (isOfTheSameReach(entries.get(i))) {
                Map<String, Object> entry = new LinkedHashMap<>(Fields.map(entries.get(i)));
                Map<String, Object> pairs = new LinkedHashMap<>(Fields.map(entry, "pairs"));
                for (Map.Entry<String, String> label : options.commonLabels().entrySet()) {
                    if (pairs.containsKey(label.getKey())) {
                        mayReplace("labels", label.getKey(), options.forceCommonLabels());
                        pairs.put(label.getKey(), label.getValue());
                        added.remove(label.getKey());
                    }
                }
                entry.put("pairs", pairs);
                entries.set(i, entry);
            }
        }
        if (!added.isEmpty()) {
            entries.add(
                    options.labelIncludeTemplates()
                            ? Map.of("pairs", added, "includeTemplates", true)
                            : Map.of("pairs", added));
        }
        fields.put("labels", entries);
    }

    private boolean isOfTheSameReach(Object entry) {
        boolean selectors = Fields.at(entry, "includeSelectors").equals(TRUE);
        boolean templates = Fields.at(entry, "includeTemplates").equals(TRUE);
        return !selectors && templates == options.labelIncludeTemplates();
    }

    private void add(String field, Map<String, String> values, boolean force)
            throws RenderException {
        if (values.isEmpty()) {
            return;
        }
        Map<String, Object> present = new LinkedHashMap<>(Fields.map(fields, field));
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (present.containsKey(value.getKey())) {
                mayReplace(field, value.getKey(), force);
            }
            present.put(value.getKey(), value.getValue());
        }
        fields.put(field, present);
    }

    private void mayReplace(String field, String key, boolean force) throws RenderException {
        if (!force) {
            boolean annotation = field.equals("commonAnnotations");
            throw new RenderException(
                    OPTIONS
                            + (annotation ? "commonAnnotations" : "commonLabels")
                            + ": "
                            + key
                            + " is set by "
                            + file
                            + " already; leave it to one of them, or set "
                            + (annotation ? "forceCommonAnnotations" : "forceCommonLabels")
                            + ": true");
        }
    }
}
