package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.resource.ResId;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.yaml.JsonWriter;
import dev.nordbox.appliance.render.yaml.PlainValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs transformers that may look but not touch. */
final class ValidatorRun {
    private static final String VALIDATED_BY = "validated-by";

    private final KustTarget target;

    ValidatorRun(KustTarget target) {
        this.target = target;
    }

    void run(ResAccumulator accumulator) throws RenderException {
        List<TransformerRun.Configured> validators =
                TransformerRun.plugins(target, target.kustomization().validators());
        for (TransformerRun.Configured validator : validators) {
            Map<ResId, String> before = snapshot(accumulator.resMap().resources());
            ResMap view = ResMap.of(accumulator.resMap().resources());
            validator.transformer().transform(view);
            compare(before, snapshot(view.resources()));
            accumulator.resMap().forgetIds();
        }
    }

    /** The objects by id, without the label that a validator may leave. */
    private static Map<ResId, String> snapshot(List<Resource> resources) throws RenderException {
        Map<ResId, String> objects = new LinkedHashMap<>();
        for (Resource resource : resources) {
            Resource copy = resource.copy();
            Map<String, String> labels = copy.labels();
            if (labels.remove(VALIDATED_BY) != null) {
                copy.setLabels(labels);
            }
            objects.put(resource.curId(), JsonWriter.compact(PlainValues.of(copy.node())));
        }
        return objects;
    }

    private static void compare(Map<ResId, String> before, Map<ResId, String> after)
            throws RenderException {
        if (before.size() != after.size()) {
            throw modified(
                    "lists have different number of entries: %d, now %d"
                            .formatted(before.size(), after.size()));
        }
        for (Map.Entry<ResId, String> entry : before.entrySet()) {
            String now = after.get(entry.getKey());
            if (now == null) {
                throw modified("id in self missing from other; id: " + entry.getKey());
            }
            if (!now.equals(entry.getValue())) {
                throw modified(
                        "nodes unequal: \n -- %s,\n -- %s\n".formatted(entry.getValue(), now));
            }
        }
    }

    private static RenderException modified(String how) {
        return new RenderException("validator shouldn't modify the resource map: " + how);
    }
}
