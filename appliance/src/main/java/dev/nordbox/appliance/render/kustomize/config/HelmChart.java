package dev.nordbox.appliance.render.kustomize.config;

import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.util.List;

/**
 * An entry of {@code helmCharts}.
 *
 * @param settings all its fields that are set, by the names they have in the file
 */
public record HelmChart(MapNode settings) {
    private static final List<String> TEXTS =
            List.of(
                    "name",
                    "version",
                    "repo",
                    "releaseName",
                    "namespace",
                    "valuesFile",
                    "valuesMerge",
                    "kubeVersion",
                    "nameTemplate");
    private static final List<String> LISTS = List.of("additionalValuesFiles", "apiVersions");
    private static final List<String> FLAGS =
            List.of("includeCRDs", "skipHooks", "skipTests", "debug", "devel");

    static HelmChart read(Fields fields) {
        MapNode settings = new MapNode();
        TEXTS.forEach(name -> set(settings, name, fields.text(name)));
        LISTS.forEach(name -> set(settings, name, fields.texts(name)));
        FLAGS.stream()
                .filter(fields::flag)
                .forEach(name -> settings.put(name, ScalarNode.bool(true)));
        fields.any("valuesInline").ifPresent(values -> settings.put("valuesInline", values));
        return new HelmChart(settings);
    }

    /** An entry of the deprecated {@code helmChartInflationGenerator}. */
    static HelmChart readInflationGenerator(Fields fields) {
        MapNode settings = new MapNode();
        set(settings, "name", fields.text("chartName"));
        set(settings, "version", fields.text("chartVersion"));
        set(settings, "repo", fields.text("chartRepoUrl"));
        set(settings, "valuesFile", fields.text("values"));
        fields.any("valuesLocal").ifPresent(values -> settings.put("valuesInline", values));
        set(settings, "valuesMerge", fields.text("valuesMerge"));
        set(settings, "releaseName", fields.text("releaseName"));
        set(settings, "chartHome", fields.text("chartHome"));
        set(settings, "configHome", fields.text("helmHome"));
        for (String ignored : List.of("chartRepoName", "helmBin", "releaseNamespace")) {
            fields.text(ignored);
        }
        fields.texts("extraArgs");
        return new HelmChart(settings);
    }

    /** The chart in a namespace, unless it names one itself. */
    public HelmChart in(String namespace) {
        MapNode placed = settings.copy();
        if (!placed.has("namespace")) {
            set(placed, "namespace", namespace);
        }
        return new HelmChart(placed);
    }

    private static void set(MapNode settings, String name, String value) {
        if (!value.isEmpty()) {
            settings.put(name, value);
        }
    }

    private static void set(MapNode settings, String name, List<String> values) {
        if (!values.isEmpty()) {
            settings.put(name, ListNode.of(values.stream().map(ScalarNode::string).toList()));
        }
    }
}
