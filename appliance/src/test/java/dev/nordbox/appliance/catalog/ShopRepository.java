package dev.nordbox.appliance.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.tree.FileTree;
import java.util.List;

/** A repository as many teams have it, and words for what is read from it. */
final class ShopRepository {
    static final String URL = "https://git.example/team/shop.git";
    static final String COMMIT = "0123456789012345678901234567890123456789";

    static final String APPLICATION_SET =
            "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\n"
                    + "metadata: {name: many}\nspec: {}\n";

    /** The layout many teams have. */
    static RepositoryFiles sample() {
        return RepositoryFiles.of("apps/base/kustomization.yaml", "resources: [web.yaml]\n")
                .with("apps/base/web.yaml", configMap("web"))
                .with(
                        "apps/overlays/staging/kustomization.yaml",
                        "namePrefix: staging-\nresources: [../../base]\n")
                .with(
                        "apps/overlays/production/kustomization.yaml",
                        "namePrefix: prod-\nresources: [../../base]\n")
                .with("cluster-config/quota.yaml", configMap("quota"))
                .with("argocd-apps/staging.yaml", application("staging", "apps/overlays/staging"))
                .with(
                        "argocd-apps/production.yaml",
                        application("production", "apps/overlays/production"))
                .with("argocd-apps/config.yaml", application("config", "cluster-config"));
    }

    static FollowedRevision followed() {
        return new FollowedRevision(URL, "HEAD", "refs/heads/main", COMMIT);
    }

    /** The first revision, seen from its root. */
    static RootManifests read(FileTree tree) {
        return read(tree, "");
    }

    static RootManifests read(FileTree tree, String path) {
        return new RootReading().read(followed(), tree, path, false);
    }

    static List<String> names(RootManifests root) {
        return names(root.manifests());
    }

    static List<String> names(List<Manifest> manifests) {
        return manifests.stream().map(manifest -> manifest.key().name()).toList();
    }

    static String problem(RootManifests root) {
        assertThat(root.problems()).hasSize(1);
        return root.problems().get(0);
    }

    static String configMap(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\n";
    }

    static String application(String name, String path) {
        return "apiVersion: argoproj.io/v1alpha1\n"
                + "kind: Application\n"
                + "metadata:\n"
                + "  name: "
                + name
                + "\n"
                + "spec:\n"
                + "  project: default\n"
                + "  source:\n"
                + "    repoURL: "
                + URL
                + "\n"
                + "    path: "
                + path
                + "\n"
                + "    targetRevision: HEAD\n"
                + "  destination:\n"
                + "    server: https://kubernetes.default.svc\n"
                + "    namespace: shop\n";
    }

    private ShopRepository() {}
}
