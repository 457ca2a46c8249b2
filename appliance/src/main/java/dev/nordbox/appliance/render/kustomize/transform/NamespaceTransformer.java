package dev.nordbox.appliance.render.kustomize.transform;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.ConfigTypes;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.config.Fields;
import dev.nordbox.appliance.render.kustomize.filter.NamespaceFilter;
import dev.nordbox.appliance.render.kustomize.filter.RoleBindingSubjects;
import dev.nordbox.appliance.render.kustomize.plugin.PluginTools;
import dev.nordbox.appliance.render.kustomize.plugin.Transformer;
import dev.nordbox.appliance.render.kustomize.resource.GoText;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.yaml.JsonWriter;
import dev.nordbox.appliance.render.yaml.PlainValues;
import dev.nordbox.appliance.render.yaml.YamlException;
import java.util.List;

/** Puts resources into a namespace. */
public record NamespaceTransformer(Settings settings, PluginTools tools) implements Transformer {
    private static final String HELM_GENERATED = "internal.config.kubernetes.io/helm-generated";

    /**
     * The configuration.
     *
     * @param unsetOnly leaves resources alone that have a namespace
     * @param subjects which subjects of role bindings move along
     */
    public record Settings(
            String namespace, List<FieldSpec> specs, boolean unsetOnly, String subjects) {

        public static Settings read(Fields fields) {
            return new Settings(
                    fields.object("metadata", "types.ObjectMeta", meta -> meta.text("namespace"))
                            .orElse(""),
                    ConfigTypes.fieldSpecs(fields, "fieldSpecs"),
                    fields.flag("unsetOnly"),
                    fields.text("setRoleBindingSubjects"));
        }
    }

    /**
     * @throws RenderException when the mode for subjects is none
     */
    public NamespaceTransformer checked() throws RenderException {
        RoleBindingSubjects.of(settings.subjects());
        return this;
    }

    @Override
    public void transform(ResMap resources) throws RenderException {
        if (settings.namespace().isEmpty()) {
            return;
        }
        NamespaceFilter filter =
                new NamespaceFilter(
                        settings.namespace(),
                        settings.specs(),
                        settings.unsetOnly(),
                        RoleBindingSubjects.of(settings.subjects()),
                        tools.scopes().get());
        tools.meter().apply("namespace", resources.size());
        for (Resource resource : resources.resources()) {
            if (!resource.isEmpty() && !resource.annotation(HELM_GENERATED).equals("true")) {
                move(resource, filter, resources);
            }
        }
    }

    private static void move(Resource resource, NamespaceFilter filter, ResMap resources)
            throws RenderException {
        resource.storePreviousId();
        filter.apply(resource.node());
        resources.refresh(resource);
        List<Resource> same = resources.withCurrentId(resource.curId());
        if (same.size() != 1) {
            throw new RenderException(
                    "namespace transformation produces ID conflict: "
                            + GoText.list(same.stream().map(NamespaceTransformer::json).toList()));
        }
    }

    private static String json(Resource resource) {
        try {
            return JsonWriter.compact(PlainValues.of(resource.node()));
        } catch (YamlException e) {
            return "<" + e.getMessage() + ">";
        }
    }
}
