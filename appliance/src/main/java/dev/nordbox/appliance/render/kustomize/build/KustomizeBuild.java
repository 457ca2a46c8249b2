package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.budget.Meter;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.config.Kustomization;
import dev.nordbox.appliance.render.kustomize.load.Loader;
import dev.nordbox.appliance.render.kustomize.resource.BuildAnnotations;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.kustomize.transform.LabelTransformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One build, from the kustomization at its top to the finished resources. */
public final class KustomizeBuild {
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    private final Settings settings;
    private final BuildContext context;
    private final KustTarget top;

    /**
     * What the command line can ask for.
     *
     * @param legacyOrder whether the output is sorted when the kustomization does not say how
     * @param managedByLabel whether every resource is labelled with the version
     * @param version as the label shows it, such as {@code v5.8.1}
     * @param externalPlugins whether plugins that are not built in were asked for
     */
    public record Settings(
            boolean legacyOrder, boolean managedByLabel, String version, boolean externalPlugins) {}

    private KustomizeBuild(Settings settings, BuildContext context, KustTarget top) {
        this.settings = settings;
        this.context = context;
        this.top = top;
    }

    /**
     * @param warnings what the author should hear is added here, whether the build ends well or not
     * @return the finished resources
     * @throws RenderException with the text that follows {@code Error: } on the original's command
     *     line
     */
    public static List<Resource> run(
            Loader loader, Meter meter, Settings settings, List<String> warnings)
            throws RenderException {
        BuildContext context = new BuildContext(meter, settings.externalPlugins(), warnings);
        KustTarget top = KustTarget.top(context, loader);
        context.schemas().choose(top.kustomization().openapi(), loader);
        return new KustomizeBuild(settings, context, top).run();
    }

    /** What happens once, at the top, after every kustomization has had its turn. */
    private List<Resource> run() throws RenderException {
        ResAccumulator accumulator = top.accumulate();
        HashSuffix.addTo(accumulator.resMap());
        new NameReferences(accumulator.config().nameReference(), context.meter())
                .fix(accumulator.resMap());
        VarReferences.resolve(accumulator, context);
        ResMap resources = accumulator.resMap();
        dropLocalConfig(resources);
        sort(resources);
        labelManagedBy(resources);
        removeBuildAnnotations(resources);
        return resources.resources();
    }

    private static void dropLocalConfig(ResMap resources) throws RenderException {
        List<Resource> kept = new ArrayList<>();
        for (Resource resource : resources.resources()) {
            resource.requireMetadata();
            Map<String, String> annotations = resource.annotations();
            if (annotations.getOrDefault(BuildAnnotations.LOCAL_CONFIG, "false").equals("false")) {
                kept.add(resource);
            }
        }
        if (kept.size() < resources.size()) {
            resources.setResources(kept);
        }
    }

    private void sort(ResMap resources) throws RenderException {
        if (top.kustomization().sortOptions().isPresent()) {
            SortOrder.apply(top.kustomization().sortOptions().get(), resources);
        } else if (settings.legacyOrder()) {
            SortOrder.legacy(resources);
        }
    }

    private void labelManagedBy(ResMap resources) throws RenderException {
        if (settings.managedByLabel() || asks(Kustomization.MANAGED_BY_LABEL)) {
            Map<String, String> label = Map.of(MANAGED_BY, "kustomize-" + settings.version());
            List<FieldSpec> where = List.of(FieldSpec.everywhere("metadata/labels", true));
            new LabelTransformer(label, where, context.meter()).transform(resources);
        }
    }

    private void removeBuildAnnotations(ResMap resources) {
        boolean origins = asks(Kustomization.ORIGIN_ANNOTATIONS);
        boolean transformations = asks(Kustomization.TRANSFORMER_ANNOTATIONS);
        for (Resource resource : resources.resources()) {
            resource.removeBuildAnnotations();
            if (!origins) {
                resource.removeAnnotation(BuildAnnotations.ORIGIN);
            }
            if (!transformations) {
                resource.removeAnnotation(BuildAnnotations.TRANSFORMATIONS);
            }
        }
    }

    private boolean asks(String option) {
        return top.kustomization().buildMetadata().contains(option);
    }
}
