package dev.nordbox.appliance.render.kustomize.generate;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.Fields;
import dev.nordbox.appliance.render.kustomize.plugin.Generator;
import dev.nordbox.appliance.render.kustomize.plugin.PluginTools;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.util.List;

/** Makes the ServiceAccount that stands for one of Google Cloud's. */
public record IamPolicyGenerator(Args args, PluginTools tools) implements Generator {

    /**
     * The configuration.
     *
     * @param cloud only {@code gke} is known
     * @param service the Kubernetes side: name and namespace of the account
     * @param account the cloud's side: name of the account and its project
     */
    public record Args(String cloud, Pair service, Pair account) {
        private static final Pair NONE = new Pair("", "");

        public static Args read(Fields fields) {
            Fields args = fields.embedded("IAMPolicyGeneratorArgs");
            return new Args(
                    args.text("cloud", "types.Cloud"),
                    args.object(
                                    "kubernetesService",
                                    "types.KubernetesService",
                                    nested ->
                                            new Pair(nested.text("name"), nested.text("namespace")))
                            .orElse(NONE),
                    args.object(
                                    "serviceAccount",
                                    "types.ServiceAccount",
                                    nested ->
                                            new Pair(nested.text("name"), nested.text("projectId")))
                            .orElse(NONE));
        }
    }

    /** A name, and where it counts. */
    public record Pair(String name, String scope) {}

    @Override
    public List<Resource> generate() throws RenderException {
        if (!args.cloud().equals("gke")) {
            throw new RenderException("cloud provider " + args.cloud() + " not supported yet");
        }
        tools.meter().resources("IAMPolicyGenerator", 1);
        Node parsed = YamlParser.forResources().parse(manifest());
        return List.of(tools.resources().of(parsed.asMap().orElseGet(MapNode::new)));
    }

    /** The values are pasted into YAML, as the original does, not escaped. */
    private String manifest() {
        String manifest =
                """

                apiVersion: v1
                kind: ServiceAccount
                metadata:
                  annotations:
                    iam.gke.io/gcp-service-account: %s@%s.iam.gserviceaccount.com
                  name: %s
                """
                        .formatted(
                                args.account().name(),
                                args.account().scope(),
                                args.service().name());
        return args.service().scope().isEmpty()
                ? manifest
                : manifest + "\n  namespace: " + args.service().scope();
    }
}
