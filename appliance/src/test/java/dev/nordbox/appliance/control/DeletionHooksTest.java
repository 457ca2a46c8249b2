package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Bed.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.tombstone.TombstoneFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks that run because an Application is deleted. */
class DeletionHooksTest {

    private static final String PRE_DELETE = "pre-delete-finalizer.argocd.argoproj.io";
    private static final String POST_DELETE = "post-delete-finalizer.argocd.argoproj.io";

    @TempDir Path graves;

    private final Bed bed = new Bed();
    private final Jobs jobs = new Jobs(bed, "web");

    @BeforeEach
    void anApplicationThatBacksUpBeforeItGoes() {
        bed.application("web").configMapFile("web", "settings", "one");
        jobs.file("backup", "argocd.argoproj.io/hook: PreDelete");
        jobs.file("goodbye", "argocd.argoproj.io/hook: PostDelete");
    }

    @Test
    void theApplicationIsHeldByArgosFinalizersForThem() {
        bed.commit();
        bed.start().calm();
        assertThat(finalizers()).containsExactly(PRE_DELETE, POST_DELETE);

        bed.remove("apps/web/backup.yaml").commit();
        bed.calm();
        assertThat(finalizers()).containsExactly(POST_DELETE);
    }

    @Test
    void theyRunBeforeAndAfterTheObjectsGo() throws Exception {
        bed.cascading("web");
        bed.commit();
        bed.start().calm();
        bed.delete("web").calm();

        assertThat(jobs.isThere("backup")).isTrue();
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        jobs.complete("backup");
        bed.calm();
        assertThat(bed.cluster.keys()).doesNotContain(configMap("web", "settings"));
        assertThat(jobs.names())
                .as("what ran before goes with the objects")
                .containsExactly("goodbye");
        assertThat(bed.cluster.keys()).contains(Bed.key("web"));
        jobs.complete("goodbye");
        bed.calm();
        assertThat(bed.cluster.keys()).doesNotContain(Bed.key("web"));
    }

    @Test
    void theyRunWithoutTheFinalizerThatTakesTheObjectsAlong() throws Exception {
        bed.commit();
        bed.start().calm();
        bed.delete("web").calm();

        jobs.complete("backup");
        bed.calm();
        jobs.complete("goodbye");
        bed.calm();

        assertThat(bed.cluster.keys()).doesNotContain(Bed.key("web"));
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void theyRunAlthoughTheControllerWasDownWhenItWasDeleted() throws Exception {
        bed.cascading("web");
        bed.commit();
        bed.start().calm();
        bed.delete("web");
        bed.start().calm();

        assertThat(jobs.isThere("backup")).isTrue();
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void hooksOfSyncsGoWithTheObjectsAndCannotBeBroughtBack() throws Exception {
        jobs.file("migrate", "argocd.argoproj.io/hook: PreSync");
        bed.tombstones = TombstoneFiles.in(graves, Clock.fixed(bed.now(), ZoneOffset.UTC));
        bed.cascading("web").commit();
        bed.start().calm();
        jobs.complete("migrate");
        bed.calm();
        bed.delete("web").calm();
        assertThat(jobs.isThere("migrate")).as("while the backup runs").isTrue();

        jobs.complete("backup");
        bed.calm();

        assertThat(jobs.isThere("migrate")).isFalse();
        assertThat(jobs.isThere("goodbye")).isTrue();
        assertThat(bed.tombstones.of("web").toString())
                .contains("settings")
                .doesNotContain("migrate");
    }

    @Test
    void aHookThatRunsHoldsNoDeletionUp() throws Exception {
        bed.remove("apps/web/backup.yaml").remove("apps/web/goodbye.yaml");
        jobs.file("migrate", "argocd.argoproj.io/hook: PreSync");
        bed.cascading("web").commit();
        bed.start().calm();
        assertThat(jobs.isThere("migrate")).isTrue();

        bed.delete("web").calm();

        assertThat(jobs.isThere("migrate")).isFalse();
        assertThat(bed.cluster.keys()).doesNotContain(Bed.key("web"));
    }

    @Test
    void noneRunsTwiceAlthoughTheControllerIsKilled() throws Exception {
        bed.cascading("web");
        bed.commit();
        bed.start().calm();
        bed.delete("web").calm();
        String uid = jobs.uid("backup");

        bed.start().calm();
        assertThat(jobs.uid("backup")).isEqualTo(uid);
        jobs.complete("backup");
        bed.start().calm();
        bed.start().calm();
        assertThat(jobs.names()).containsExactly("goodbye");
        assertThat(bed.cluster.writes())
                .containsOnlyOnce("apply " + Jobs.key("web", "backup"))
                .containsOnlyOnce("apply " + Jobs.key("web", "goodbye"));
    }

    @Test
    void whatCannotBeReadHoldsADeletionThatHasHooksAndSaysHowToGoOn() throws Exception {
        bed.commit();
        bed.start().calm();
        breakTheRepository();
        bed.delete("web");
        bed.start().calm();

        assertThat(jobs.isThere("backup")).isFalse();
        assertThat(message()).contains("hooks", "take the finalizer", PRE_DELETE);
        bed.pass(Duration.ofMinutes(20));
        assertThat(bed.cluster.keys()).contains(Bed.key("web"));

        bed.configMapFile("web", "settings", "one").commit();
        bed.calm();
        assertThat(jobs.isThere("backup")).isTrue();
    }

    @Test
    void howAHookEndedIsWrittenBeforeItGoes() throws Exception {
        bed.cascading("web").commit();
        bed.start().calm();
        bed.delete("web").calm();
        List<String> told = new ArrayList<>();
        bed.cluster.onDelete(going -> told.add(going.get(0).name() + ": " + phaseOf("backup")));

        jobs.complete("backup");
        bed.calm();

        assertThat(told).contains("backup: Succeeded");
    }

    @Test
    void aHookThatFailsIsToldOfAndMendedByACommit() throws Exception {
        bed.file("apps/web/backup.yaml", hook("wrong")).commit();
        bed.start().calm();
        bed.delete("web").calm();
        jobs.fail("backup");
        bed.calm();
        assertThat(bed.status("web").conditions().of(ConditionType.DELETION_ERROR))
                .singleElement()
                .satisfies(told -> assertThat(told.message()).contains("web/Job.batch/backup"));

        bed.file("apps/web/backup.yaml", hook("right")).commit();
        bed.pass(Duration.ofMinutes(4));
        assertThat(Fields.text(bed.cluster.content(Jobs.key("web", "backup")), "spec", "image"))
                .hasValue("right");
        assertThat(bed.status("web").conditions().of(ConditionType.DELETION_ERROR)).isEmpty();
        jobs.complete("backup");
        bed.calm();
        jobs.complete("goodbye");
        bed.calm();
        assertThat(bed.cluster.keys()).doesNotContain(Bed.key("web"));
    }

    @Test
    void aCommitWithoutTheDirectoryLosesNoHook() throws Exception {
        bed.commit();
        bed.start().calm();
        bed.delete("web");
        bed.files.keySet().removeIf(path -> path.startsWith("apps/web/"));
        bed.commit();
        bed.calm();

        jobs.complete("backup");
        bed.calm();
        assertThat(jobs.isThere("goodbye")).isTrue();
    }

    @Test
    void withoutHooksADeletionWaitsOnlyAWhileForTheRepository() throws Exception {
        bed.remove("apps/web/backup.yaml").remove("apps/web/goodbye.yaml");
        bed.cascading("web");
        bed.commit();
        bed.start().calm();
        breakTheRepository();
        bed.delete("web");
        bed.start().calm();
        assertThat(message()).contains("10 minutes");
        assertThat(bed.value("web", "settings", "key")).hasValue("one");

        bed.pass(Duration.ofMinutes(11));
        assertThat(bed.cluster.keys()).doesNotContain(Bed.key("web"));
    }

    // ---- what is done and seen

    private void breakTheRepository() {
        bed.file(
                "apps/web/settings.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings\n");
        bed.commit();
    }

    private static String hook(String image) {
        return """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: backup
          annotations:
            argocd.argoproj.io/hook: PreDelete
        spec:
          image: %s
        """
                .formatted(image);
    }

    private List<Object> finalizers() {
        Map<String, Object> content = bed.cluster.content(Bed.key("web"));
        return Fields.list(content, "metadata", "finalizers");
    }

    private String phaseOf(String hook) {
        return bed
                .status("web")
                .operationState()
                .flatMap(OperationState::syncResult)
                .orElseThrow()
                .resources()
                .stream()
                .filter(result -> result.key().name().equals(hook))
                .flatMap(result -> result.hookPhase().stream())
                .map(OperationPhase::toString)
                .findFirst()
                .orElse("");
    }

    private String message() {
        return bed.status("web").operationState().orElseThrow().message();
    }
}
