package dev.nordbox.installer.baseline;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfig.Flow;
import dev.nordbox.installer.config.BoxConfig.Limits;
import dev.nordbox.installer.config.BoxConfig.NamespaceConfig;
import dev.nordbox.installer.config.Cidr.IpAddress;
import dev.nordbox.templates.TemplateFailed;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Renders the baseline: every namespace closed, then opened by name. Namespaces come first, then
 * what closes them, then what opens them.
 */
public final class BaselineManifests {
    private static final String SYSTEM = "nordbox-system";

    /** The field manager that the baseline is applied with. */
    public static final String FIELD_MANAGER = "nordbox-installer";

    private static final Map<String, String> NO_PODS = Map.of("pods", "0");
    private static final Limits NO_LIMITS = new Limits(Map.of(), Map.of());

    /** Kept by Kubernetes and nordbox for objects that are not pods. */
    private static final List<String> WITHOUT_PODS =
            List.of(SYSTEM, "kube-public", "kube-node-lease");

    /**
     * Where the controller keeps Applications; made beforehand, so that it is never an open one.
     */
    private static final String APPLICATIONS = "argocd";

    private static final List<String> OF_KUBE_SYSTEM =
            List.of(
                    "np-07-dns",
                    "np-07-metrics-server",
                    "np-07-traefik",
                    "np-07-servicelb",
                    "np-07-default");

    private final Templates templates;

    public BaselineManifests(Templates templates) {
        this.templates = templates;
    }

    /**
     * @param apiAddress the endpoint of the Service {@code default/kubernetes}: the node's address
     * @throws TemplateFailed with every template that cannot be used
     * @throws IllegalArgumentException when that is no IP address
     */
    public List<BaselineObject> render(BoxConfig config, String apiAddress) {
        IpAddress api =
                IpAddress.parse(apiAddress)
                        .orElseThrow(() -> new IllegalArgumentException("no IP: " + apiAddress));
        List<NamespaceConfig> namespaces = namespaces(config);
        List<Supplier<BaselineObject>> objects = new ArrayList<>();
        for (NamespaceConfig namespace : namespaces) {
            objects.add(() -> namespace(NamespaceModel.of(namespace, config, api)));
        }
        for (NamespaceConfig namespace : namespaces) {
            addContents(namespace, config, api, objects);
        }
        addKubeSystem(config, api, objects);
        return TemplateFailed.all(objects);
    }

    /** Ours, Kubernetes' own, and the user's; {@code default} as the user says, if so. */
    private static List<NamespaceConfig> namespaces(BoxConfig config) {
        Map<String, NamespaceConfig> byName = new LinkedHashMap<>();
        WITHOUT_PODS.forEach(name -> byName.put(name, withoutPods(name)));
        if (!config.git().url().isBlank()) {
            byName.put(APPLICATIONS, withoutPods(APPLICATIONS));
        }
        byName.put("default", NamespaceConfig.byDefault("default"));
        config.namespaces().forEach(namespace -> byName.put(namespace.name(), namespace));
        return List.copyOf(byName.values());
    }

    private static NamespaceConfig withoutPods(String name) {
        return new NamespaceConfig(name, "restricted", NO_PODS, NO_LIMITS, false, List.of());
    }

    private BaselineObject namespace(NamespaceModel model) {
        return new BaselineObject(
                "Namespace", "", model.name(), text("namespace/namespace.yaml", model));
    }

    private void addContents(
            NamespaceConfig namespace,
            BoxConfig config,
            IpAddress api,
            List<Supplier<BaselineObject>> to) {
        NamespaceModel model = NamespaceModel.of(namespace, config, api);
        to.add(() -> policy(model, "np-00-default-deny"));
        to.add(() -> policy(model, "np-01-dns"));
        if (namespace.intraNamespace()) {
            to.add(() -> policy(model, "np-02-intra-namespace"));
        }
        to.add(() -> policy(model, "np-03-from-traefik"));
        to.add(() -> policy(model, "np-04-kube-api"));
        for (Flow flow : new LinkedHashSet<>(namespace.allow())) {
            FlowModel allowed = FlowModel.of(namespace.name(), flow, api);
            to.add(
                    () ->
                            new BaselineObject(
                                    "NetworkPolicy",
                                    namespace.name(),
                                    allowed.name(),
                                    text("namespace/flow.yaml", allowed)));
        }
        if (!model.quota().isEmpty()) {
            to.add(() -> object("ResourceQuota", "nordbox", "resource-quota", model));
        }
        if (!model.limits().isEmpty() || !model.requests().isEmpty()) {
            to.add(() -> object("LimitRange", "nordbox", "limit-range", model));
        }
        to.add(() -> object("ServiceAccount", "default", "service-account", model));
    }

    private void addKubeSystem(BoxConfig config, IpAddress api, List<Supplier<BaselineObject>> to) {
        NamespaceModel model =
                NamespaceModel.of(NamespaceConfig.byDefault("kube-system"), config, api);
        // What opens comes before what closes here: DNS must not stop for a moment.
        for (String policy : OF_KUBE_SYSTEM) {
            to.add(
                    () ->
                            new BaselineObject(
                                    "NetworkPolicy",
                                    "kube-system",
                                    policy,
                                    text("kube-system/" + policy + ".yaml", model)));
        }
        to.add(() -> object("ServiceAccount", "default", "service-account", model));
    }

    private BaselineObject policy(NamespaceModel model, String name) {
        return object("NetworkPolicy", name, name, model);
    }

    private BaselineObject object(String kind, String name, String file, NamespaceModel model) {
        return new BaselineObject(
                kind, model.name(), name, text("namespace/" + file + ".yaml", model));
    }

    private String text(String path, Record model) {
        return templates.render("cluster/" + path, model).text();
    }
}
