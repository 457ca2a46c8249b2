package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.SortOptions;
import dev.nordbox.appliance.render.kustomize.resource.Gvk;
import dev.nordbox.appliance.render.kustomize.resource.GvkOrder;
import dev.nordbox.appliance.render.kustomize.resource.ResId;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import java.util.ArrayList;
import java.util.List;

/** The order of the output. */
final class SortOrder {

    private SortOrder() {}

    /**
     * @throws RenderException when the options contradict themselves
     */
    static void apply(SortOptions options, ResMap resources) throws RenderException {
        boolean legacy = options.order().equals(SortOptions.LEGACY);
        if (!legacy && !options.order().equals(SortOptions.FIFO)) {
            throw new RenderException(
                    "the field 'sortOptions.order' must be one of [fifo, legacy]");
        }
        if (!legacy && options.legacySortOptions().isPresent()) {
            throw new RenderException(
                    "the field 'sortOptions.legacySortOptions' is set but the selected sort order"
                            + " is '"
                            + options.order()
                            + "', not 'legacy'");
        }
        if (legacy) {
            GvkOrder order =
                    options.legacySortOptions()
                            .map(kinds -> new GvkOrder(kinds.orderFirst(), kinds.orderLast()))
                            .orElse(GvkOrder.LEGACY);
            sort(order, resources);
        }
    }

    static void legacy(ResMap resources) {
        sort(GvkOrder.LEGACY, resources);
    }

    /** What a resource is sorted by. */
    private record Keyed(Gvk gvk, String text, Resource resource) {}

    private static void sort(GvkOrder order, ResMap resources) {
        List<Keyed> keyed = new ArrayList<>(resources.size());
        for (Resource resource : resources.resources()) {
            ResId id = resource.curId();
            String text =
                    id.gvk()
                            + "|"
                            + (id.namespace().isEmpty() ? "~X" : id.namespace())
                            + "|"
                            + (id.name().isEmpty() ? "~N" : id.name());
            keyed.add(new Keyed(id.gvk(), text, resource));
        }
        GoSort.sort(keyed, (left, right) -> isLess(left, right, order));
        resources.setResources(keyed.stream().map(Keyed::resource).toList());
    }

    private static boolean isLess(Keyed left, Keyed right, GvkOrder order) {
        if (left.gvk().equals(right.gvk())) {
            return left.text().compareTo(right.text()) < 0;
        }
        int compared = order.compare(left.gvk(), right.gvk());
        // Namespaces of the core group come before those of others, whatever else is between.
        boolean namespaces = isNamespace(left.gvk()) && isNamespace(right.gvk());
        boolean core = left.gvk().group().isEmpty() || right.gvk().group().isEmpty();
        return namespaces && core ? compared > 0 : compared < 0;
    }

    private static boolean isNamespace(Gvk gvk) {
        return gvk.kind().equals("Namespace");
    }
}
