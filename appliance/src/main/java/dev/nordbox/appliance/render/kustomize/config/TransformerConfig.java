package dev.nordbox.appliance.render.kustomize.config;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.resource.GvkOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the transformers write: the default tables and what configurations add to them. */
public final class TransformerConfig {

    /** The tables of a transformer configuration file that list fields. */
    public enum Table {
        NAME_PREFIX("namePrefix"),
        NAME_SUFFIX("nameSuffix"),
        NAMESPACE("namespace"),
        COMMON_ANNOTATIONS("commonAnnotations"),
        COMMON_LABELS("commonLabels"),
        LABELS("labels"),
        TEMPLATE_LABELS("templateLabels"),
        VAR_REFERENCE("varReference"),
        IMAGES("images"),
        REPLICAS("replicas");

        private final String field;

        Table(String field) {
            this.field = field;
        }

        /** The name of the table in a configuration file. */
        public String field() {
            return field;
        }

        /** The name of the table in messages. */
        String goName() {
            return this == NAMESPACE
                    ? "NameSpace"
                    : field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
        }
    }

    public static final TransformerConfig EMPTY = new TransformerConfig(Map.of(), List.of());

    private final Map<Table, List<FieldSpec>> tables;
    private final List<NameBackReferences> nameReference;

    private TransformerConfig(
            Map<Table, List<FieldSpec>> tables, List<NameBackReferences> nameReference) {
        this.tables = tables;
        this.nameReference = nameReference;
    }

    /** A configuration whose tables are put into the order of their types. */
    public static TransformerConfig sorted(
            Map<Table, List<FieldSpec>> tables, List<NameBackReferences> nameReference) {
        Map<Table, List<FieldSpec>> inOrder = new EnumMap<>(Table.class);
        tables.forEach(
                (table, specs) ->
                        inOrder.put(table, specs.stream().sorted(FieldSpecs.BY_GVK).toList()));
        List<NameBackReferences> references = new ArrayList<>(nameReference);
        references.sort(Comparator.comparing(NameBackReferences::gvk, GvkOrder.LEGACY));
        return new TransformerConfig(inOrder, List.copyOf(references));
    }

    public List<FieldSpec> fieldSpecs(Table table) {
        return tables.getOrDefault(table, List.of());
    }

    public List<NameBackReferences> nameReference() {
        return nameReference;
    }

    public boolean isEmpty() {
        return nameReference.isEmpty() && tables.values().stream().allMatch(List::isEmpty);
    }

    /**
     * Both configurations in one.
     *
     * @throws RenderException when they contradict each other
     */
    public TransformerConfig merge(TransformerConfig other) throws RenderException {
        if (other == this || other.isEmpty()) {
            // Merging is idempotent, and a tree of overlays merges the defaults over and over.
            return this;
        }
        Map<Table, List<FieldSpec>> merged = new EnumMap<>(Table.class);
        for (Table table : Table.values()) {
            try {
                merged.put(table, FieldSpecs.mergeAll(fieldSpecs(table), other.fieldSpecs(table)));
            } catch (RenderException e) {
                throw e.prefixed("failed to merge " + table.goName() + " fieldSpec");
            }
        }
        try {
            return sorted(merged, NameBackReferences.mergeAll(nameReference, other.nameReference));
        } catch (RenderException e) {
            throw e.prefixed("failed to merge NameReference fieldSpec");
        }
    }
}
