package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.ClusterNames;
import dev.nordbox.appliance.argo.Definitions;
import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.status.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the audit trail is told of a change: why, for whom, and over whom. */
class AuditedChangesTest {

    private record Told(
            String action, ResourceKey key, String reason, String actor, String managerBefore) {}

    private static final ResourceKey SETTINGS = Bed.configMap("web", "settings");

    private static final ResourceKey ROOT =
            RootPlace.of(Bed.URL, "HEAD", "", ClusterNames.IN_CLUSTER).key().resource();

    private final Bed bed = new Bed();
    private final List<Told> told = new ArrayList<>();

    @BeforeEach
    void keepBooks() {
        bed.audit =
                (action, key, cause, before) ->
                        told.add(new Told(action, key, cause.reason(), cause.actor(), before));
    }

    @Test
    void aHealingTellsWhoHadChangedTheObject() {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        assertThat(told).contains(new Told("apply", SETTINGS, "sync", "", ""));

        bed.cluster.edit(SETTINGS, Map.of("data", Map.of("key", "by hand")));
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(told).endsWith(new Told("apply", SETTINGS, "self-heal", "", "kubectl-edit"));
    }

    @Test
    void whatTheControllerNeedsItselfIsToldOnce() {
        bed.start().calm();
        bed.calm();

        assertThat(told)
                .contains(
                        new Told(
                                "create",
                                new ResourceKey("", "Namespace", "", AppKey.HOME),
                                "setup",
                                "",
                                ""),
                        new Told("apply", ROOT, "setup", "", ""))
                .filteredOn(line -> line.key().kind().equals("CustomResourceDefinition"))
                .hasSize(Definitions.all().size())
                .allMatch(line -> line.action().equals("create"));
        assertThat(told).doesNotHaveDuplicates();
    }

    @Test
    void aRootThatSomebodyChangedIsPutRightAndThatIsTold() {
        bed.start().calm();

        bed.cluster.edit(ROOT, Map.of("spec", Map.of("project", "theirs")));
        bed.calm();

        assertThat(told).contains(new Told("apply", ROOT, "setup", "", "kubectl-edit"));
    }

    @Test
    void theFinalizerOfADeletedApplicationIsTakenOffOnTheRecord() {
        bed.application("stays").configMapFile("stays", "own", "x");
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();

        bed.cluster.edit(
                Bed.key("web"),
                Map.of(
                        "metadata",
                        Map.of("finalizers", List.of("resources-finalizer.argocd.argoproj.io"))));
        bed.calm();
        bed.remove("argocd/web.yaml").commit();
        bed.calm();

        assertThat(told)
                .contains(new Told("take finalizer off", Bed.key("web"), "deletion", "", ""));
    }

    @Test
    void whoHasAllLookedAtIsTold() {
        bed.start().calm();

        bed.engine0().resync("root for kari");

        assertThat(told)
                .endsWith(new Told("ask for a sync of all", ROOT, "request", "root for kari", ""));
    }

    @Test
    void whatSomebodyAsksForIsToldWithWhoItWasAndSoIsWhatComesOfIt() {
        bed.application("web", "syncOptions: [CreateNamespace=true]")
                .configMapFile("web", "settings", "one")
                .commit();
        bed.start().calm();

        bed.engine0()
                .answer(Question.of("POST", "/applications/web/sync", "kari"), Optional.empty());
        bed.calm();

        assertThat(told)
                .contains(
                        new Told("ask for a sync", Bed.key("web"), "request", "kari", ""),
                        new Told("apply", SETTINGS, "request", "kari", ""));
        assertThat(told).noneMatch(line -> line.action().contains("in the Application"));
    }

    @Test
    void whatSomebodyWritesToTheApplicationIsToldAsHisOwnWord() {
        bed.application("web", "syncOptions: [CreateNamespace=true]")
                .configMapFile("web", "settings", "one")
                .commit();
        bed.start().calm();

        patch("{sync: {}, initiatedBy: {username: kari}}");
        bed.calm();
        patch("{sync: {manifests: ['{}']}}");
        bed.calm();
        patch("{sync: {}, info: [{name: nordbox.no/undo, value: '7'}]}");
        bed.calm();

        assertThat(told)
                .filteredOn(line -> line.key().equals(Bed.key("web")))
                .filteredOn(line -> line.reason().equals("request"))
                .containsExactly(
                        ofTheApplication("ask in the Application for a sync", "says kari"),
                        ofTheApplication("ask in the Application for a sync", ""),
                        ofTheApplication("refuse a sync", ""),
                        ofTheApplication("ask in the Application for an undo", ""),
                        ofTheApplication("refuse an undo", ""));
    }

    private void patch(String operation) {
        bed.cluster.edit(Bed.key("web"), Map.of("operation", YamlObject.of(operation)));
    }

    private static Told ofTheApplication(String action, String actor) {
        return new Told(action, Bed.key("web"), "request", actor, "kubectl-edit");
    }
}
