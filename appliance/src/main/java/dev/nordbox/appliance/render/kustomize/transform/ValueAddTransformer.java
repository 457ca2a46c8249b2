package dev.nordbox.appliance.render.kustomize.transform;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.ConfigTypes;
import dev.nordbox.appliance.render.kustomize.config.Fields;
import dev.nordbox.appliance.render.kustomize.config.GoJson;
import dev.nordbox.appliance.render.kustomize.filter.NamespaceFilter;
import dev.nordbox.appliance.render.kustomize.filter.RoleBindingSubjects;
import dev.nordbox.appliance.render.kustomize.filter.ValueAddFilter;
import dev.nordbox.appliance.render.kustomize.plugin.PluginTools;
import dev.nordbox.appliance.render.kustomize.plugin.Transformer;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.kustomize.resource.Selector;
import dev.nordbox.appliance.render.kustomize.resource.SelectorRegex;
import dev.nordbox.appliance.render.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes one value into a field of every selected resource. */
public final class ValueAddTransformer implements Transformer {
    private static final String NAMESPACE = "metadata/namespace";

    private final String value;
    private final List<Target> targets;
    private final PluginTools tools;

    private ValueAddTransformer(String value, List<Target> targets, PluginTools tools) {
        this.value = value;
        this.targets = targets;
        this.tools = tools;
    }

    /** Where the value goes. */
    public record Target(Optional<Selector> selector, String fieldPath, long filePathPosition) {

        static Target read(Fields fields) {
            return new Target(
                    fields.object("selector", "types.Selector", ConfigTypes::selector),
                    fields.text("fieldPath"),
                    fields.integer("filePathPosition", "int"));
        }
    }

    /**
     * The configuration.
     *
     * @param value the name of the kustomization's directory when empty
     * @param targetFilePath a file with more targets
     */
    public record Settings(String value, List<Target> targets, String targetFilePath) {

        public static Settings read(Fields fields) {
            return new Settings(
                    fields.text("value"),
                    fields.objects("targets", "builtins.Target", Target::read),
                    fields.text("targetFilePath"));
        }
    }

    public static ValueAddTransformer configure(Settings settings, PluginTools tools)
            throws RenderException {
        String value = settings.value().strip();
        List<Target> targets = new ArrayList<>(settings.targets());
        if (!settings.targetFilePath().isEmpty()) {
            String text = tools.loader().loadText(settings.targetFilePath());
            targets.addAll(read(GoJson.unmarshal(text)));
        }
        if (targets.isEmpty()) {
            throw new RenderException("must specify at least one target");
        }
        for (Target target : targets) {
            if (target.fieldPath().isEmpty()) {
                throw new RenderException("fieldPath cannot be empty");
            }
            if (target.filePathPosition() < 0) {
                throw new RenderException(
                        "value of FilePathPosition (%d) cannot be negative"
                                .formatted(target.filePathPosition()));
            }
        }
        return new ValueAddTransformer(
                value.isEmpty() ? tools.loader().rootName() : value, targets, tools);
    }

    private static List<Target> read(Node file) throws RenderException {
        try {
            return GoJson.lenient(
                    file,
                    "struct",
                    fields -> fields.objects("targets", "builtins.Target", Target::read));
        } catch (RenderException e) {
            throw e.prefixed("error unmarshaling JSON: while decoding JSON");
        }
    }

    @Override
    public void transform(ResMap resources) throws RenderException {
        for (Target target : targets) {
            SelectorRegex selector =
                    target.selector().isPresent()
                            ? new SelectorRegex(target.selector().get())
                            : null;
            for (Resource resource : resources.resources()) {
                tools.meter().apply("values", 1);
                if (selector == null || selector.selects(resource)) {
                    write(resource, target);
                }
            }
        }
        resources.forgetIds();
    }

    private void write(Resource resource, Target target) throws RenderException {
        if (target.fieldPath().equals(NAMESPACE)) {
            new NamespaceFilter(
                            value,
                            List.of(),
                            false,
                            RoleBindingSubjects.DEFAULT_ONLY,
                            tools.scopes().get())
                    .apply(resource.node());
        } else {
            int position = (int) Math.min(Integer.MAX_VALUE, target.filePathPosition());
            new ValueAddFilter(value, target.fieldPath(), position).apply(resource.node());
        }
    }
}
