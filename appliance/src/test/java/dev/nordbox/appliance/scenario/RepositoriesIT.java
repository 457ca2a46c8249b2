package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.configMap;
import static dev.nordbox.appliance.scenario.Objects.configMapKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.Controller;
import dev.nordbox.appliance.ControllerOutcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Repositories of real users that were misread once. */
class RepositoriesIT {

    @RegisterExtension static final Box BOX = new Box();

    @Test
    void applicationThatAKustomizationLeavesOutIsNotFollowed() throws Exception {
        BOX.application("web")
                .application("legacy")
                .file(
                        "argocd/kustomization.yaml",
                        "resources:\n- web.yaml\n# switched off, see OPS-412\n# - legacy.yaml\n")
                .manifest("web", "cm", configMap("web", "1"))
                .manifest("legacy", "cm", configMap("legacy", "1"))
                .file("root.yaml", root())
                .commit();
        BOX.start();

        BOX.awaitSynced("web");
        BOX.awaitAnotherCommit("web");
        assertThat(BOX.live(Objects.application("legacy"))).isEmpty();
        assertThat(BOX.live(configMapKey("legacy", "legacy"))).isEmpty();
    }

    private static String root() {
        return BOX.applicationText("root", "automated: {prune: true, selfHeal: true}")
                .replace("path: apps/root", "path: argocd")
                .replace("namespace: root}", "namespace: argocd}");
    }

    @Test
    void contentElsewhereFarFromEveryApplicationDoesNotMatter() throws Exception {
        BOX.file(
                        "models/embeddings.json",
                        "version https://git-lfs.github.com/spec/v1\noid sha256:"
                                + "4d".repeat(32)
                                + "\nsize 48213377\n")
                .file("models/.gitattributes", "*.json filter=lfs diff=lfs merge=lfs -text\n")
                .application("motd")
                .manifest("motd", "cm", configMap("motd", "hei"))
                .commit();
        BOX.start();

        BOX.awaitSynced("motd");
    }

    @Test
    void branchNamedLikeARangeIsABranch() throws Exception {
        BOX.manifest(
                "x",
                "cm",
                configMap("motd", "hei").replace("name: motd", "name: motd\n  namespace: default"));
        BOX.repository().commit("1.x");

        ControllerOutcome outcome =
                Controller.runOnce(
                        BOX.config("state", "1.x", "apps/x"), Map.of(), Duration.ofMinutes(3));

        assertThat(outcome.reasons()).isEmpty();
        assertThat(BOX.field(configMapKey("default", "motd"), "data", "key")).contains("hei");
    }
}
