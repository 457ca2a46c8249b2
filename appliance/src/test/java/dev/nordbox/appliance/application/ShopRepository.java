package dev.nordbox.appliance.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Manifest;
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

    static DesiredState read(ApplicationRepository repository, RepositoryFiles files) {
        return repository.read(new FollowedRevision(URL, "HEAD", "refs/heads/main", COMMIT), files);
    }

    static DesiredApplication application(DesiredState state, String name) {
        return state.applications().stream()
                .filter(application -> application.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static DesiredApplication.Rendered rendered(DesiredState state, String name) {
        DesiredApplication application = application(state, name);
        assertThat(application).isInstanceOf(DesiredApplication.Rendered.class);
        return (DesiredApplication.Rendered) application;
    }

    static List<String> objects(DesiredState state, String name) {
        return rendered(state, name).manifests().stream()
                .map(Manifest::key)
                .map(k -> k.name())
                .toList();
    }

    static String problem(DesiredState state, String name) {
        return ((DesiredApplication.NotRendered) application(state, name)).problem();
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
