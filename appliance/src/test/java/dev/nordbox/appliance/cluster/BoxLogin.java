package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The controller's login as a box has it: the account, role and token of the templates, and a
 * kubeconfig with that token. An administrator's certificate would pass where the API server looks
 * closer at everybody else.
 */
public final class BoxLogin {

    private static final String TEMPLATES = "/nordbox/templates/cluster/nordbox-system/";
    private static final List<String> FILES =
            List.of(
                    "controller-account.yaml.ftl",
                    "controller-role.yaml.ftl",
                    "controller-binding.yaml.ftl",
                    "controller-token.yaml.ftl");
    private static final ResourceKey TOKEN =
            new ResourceKey("", "Secret", "nordbox-system", "nordbox-controller-token");

    private BoxLogin() {}

    /**
     * @param administrator kubeconfig
     * @return kubeconfig of the controller, in the same folder
     */
    public static Path make(Path administrator) throws Exception {
        try (Fabric8Cluster cluster = Fabric8Cluster.of(administrator, Map.of())) {
            cluster.apply(
                    manifest("apiVersion: v1\nkind: Namespace\nmetadata: {name: nordbox-system}"),
                    ApplyMode.REAL);
            for (String file : FILES) {
                cluster.apply(manifest(template(file)), ApplyMode.REAL);
            }
            String token =
                    Awaitility.await("the cluster fills in the token")
                            .until(() -> token(cluster), Optional::isPresent)
                            .orElseThrow();
            Map<String, Object> kubeconfig = yaml(Files.readString(administrator));
            Path file = administrator.resolveSibling("controller.yaml");
            return Files.writeString(file, kubeconfig(kubeconfig, token));
        }
    }

    private static String kubeconfig(Map<String, Object> administrator, String token) {
        Object cluster = Fields.list(administrator, "clusters").get(0);
        return """
        apiVersion: v1
        kind: Config
        clusters: [{name: box, cluster: {server: "%s", certificate-authority-data: "%s"}}]
        users: [{name: controller, user: {token: "%s"}}]
        contexts: [{name: box, context: {cluster: box, user: controller}}]
        current-context: box
        """
                .formatted(
                        Fields.text(cluster, "cluster", "server").orElseThrow(),
                        Fields.text(cluster, "cluster", "certificate-authority-data").orElseThrow(),
                        token);
    }

    private static Optional<String> token(Fabric8Cluster cluster) throws ClusterException {
        return cluster.get(TOKEN)
                .flatMap(secret -> Fields.text(secret.content(), "data", "token"))
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    }

    private static String template(String file) throws IOException {
        try (InputStream content = BoxLogin.class.getResourceAsStream(TEMPLATES + file)) {
            if (content == null) {
                throw new IOException("no template " + TEMPLATES + file);
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Manifest manifest(String text) {
        return Manifest.of(yaml(text), "test");
    }

    @SuppressWarnings("unchecked") // each file is a map
    private static Map<String, Object> yaml(String text) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }
}
