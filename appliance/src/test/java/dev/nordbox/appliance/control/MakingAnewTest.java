package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Bed.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.tombstone.TombstoneFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code Force=true}: what it deletes to make it anew, and what it never deletes. */
class MakingAnewTest {

    private static final ResourceKey SETTINGS = configMap("web", "settings");
    private static final ResourceKey DATA =
            new ResourceKey("", "PersistentVolumeClaim", "web", "data");

    private final Bed bed = new Bed();

    @TempDir private Path directory;

    @BeforeEach
    void anApplicationThatIsNotTriedAgain() throws IOException {
        bed.tombstones = TombstoneFiles.in(directory, Clock.fixed(bed.now(), ZoneOffset.UTC));
        bed.applicationTriedOnce("web");
    }

    @Test
    void whatCannotBeChangedIsMadeAnew() {
        fixedSettings("one");
        bed.commit();
        bed.start().calm();
        String uid = uid(SETTINGS);

        fixedSettings("two");
        bed.commit();
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("two");
        assertThat(uid(SETTINGS)).isNotEqualTo(uid);
        assertThat(operation().phase()).isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void whatIsInvalidLeavesTheObjectWhereItIs() {
        settings("", "one");
        bed.commit();
        bed.start().calm();
        String uid = uid(SETTINGS);

        settings("", "1");
        bed.commit();
        bed.calm();

        assertThat(uid(SETTINGS)).isEqualTo(uid);
        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message()).contains("is invalid: data");
    }

    @Test
    void aNewInvalidObjectIsToldOnce() {
        settings("", "1");
        bed.commit();
        bed.start().calm();

        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message()).contains("apps/web/settings.yaml", "is invalid: data");
        assertThat(bed.cluster.writes()).doesNotContain("delete " + SETTINGS);
    }

    @Test
    void whatAPolicyForbidsIsNotDeleted() {
        settings("", "one");
        bed.commit();
        bed.start().calm();
        String uid = uid(SETTINGS);
        bed.cluster.refuse(
                manifest ->
                        refusal(
                                manifest.key().equals(SETTINGS),
                                "ValidatingAdmissionPolicy 'p' denied request: it is immutable"));

        settings("", "two");
        bed.commit();
        bed.calm();

        assertThat(uid(SETTINGS)).isEqualTo(uid);
        assertThat(operation().message()).contains("ValidatingAdmissionPolicy");
    }

    @Test
    void whatWouldBeRefusedAsANewObjectIsNotDeletedForIt() {
        fixedSettings("one");
        bed.commit();
        bed.start().calm();
        String uid = uid(SETTINGS);
        bed.cluster.refuse(
                manifest ->
                        refusal(
                                !manifest.key().equals(SETTINGS)
                                        && manifest.content().toString().contains("two"),
                                "data.key: Invalid value"));

        fixedSettings("two");
        bed.commit();
        bed.calm();

        assertThat(uid(SETTINGS)).isEqualTo(uid);
        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message()).contains("data.key: Invalid value");
    }

    @Test
    void whatCannotBeMadeAnewAfterAllIsBroughtBackAndNotDeletedAgain() {
        fixedSettings("one");
        bed.commit();
        bed.start().calm();
        bed.cluster.refuse(
                manifest ->
                        refusal(
                                !bed.cluster.keys().contains(SETTINGS)
                                        && manifest.key().equals(SETTINGS)
                                        && manifest.content().toString().contains("two"),
                                "admission webhook \"late\" denied the request"));

        fixedSettings("two");
        bed.commit();
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message()).contains("it is there again as it was");

        bed.cluster.forgetWrites();
        bed.pass(Duration.ofMinutes(30));
        assertThat(bed.cluster.writes()).doesNotContain("delete " + SETTINGS);
        assertThat(operation().message()).contains("immutable", "brought back");
    }

    @Test
    void dataIsNotMadeAnewWithoutAPersonsWord() {
        claim("slow");
        bed.commit();
        bed.start().calm();
        String uid = uid(DATA);

        claim("fast");
        bed.commit();
        bed.calm();
        assertThat(uid(DATA)).isEqualTo(uid);
        assertThat(operation().phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(operation().message()).contains("it may hold data", "Prune=true");
    }

    @Test
    void theForceOfAnOperationAsksForDataAsWell() {
        claim("slow");
        bed.commit();
        bed.start().calm();
        String uid = uid(DATA);
        claim("fast");
        bed.files.computeIfPresent(
                "apps/web/data.yaml", (path, text) -> text.replace("Force=true", "Prune=false"));
        bed.commit();
        bed.calm();

        bed.cluster.edit(
                Bed.key("web"),
                java.util.Map.of(
                        "operation",
                        java.util.Map.of(
                                "sync",
                                java.util.Map.of(
                                        "syncStrategy",
                                        java.util.Map.of(
                                                "apply", java.util.Map.of("force", true))))));
        bed.calm();

        assertThat(uid(DATA)).isEqualTo(uid);
        assertThat(operation().message()).contains("it may hold data");
    }

    // ---- the repository

    private void settings(String more, String value) {
        bed.file(
                "apps/web/settings.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings
                  annotations: {argocd.argoproj.io/sync-options: Force=true}
                %sdata: {key: %s}
                """
                        .formatted(more, value));
    }

    private void fixedSettings(String value) {
        settings("immutable: true\n", value);
    }

    private void claim(String storageClass) {
        bed.file(
                "apps/web/data.yaml",
                """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata:
                  name: data
                  annotations: {argocd.argoproj.io/sync-options: Force=true}
                spec: {storageClassName: %s}
                """
                        .formatted(storageClass));
    }

    // ---- what is there

    private static Optional<ApiRefused> refusal(boolean refused, String why) {
        return refused ? Optional.of(new ApiRefused(422, "Invalid", why)) : Optional.empty();
    }

    private String uid(ResourceKey key) {
        return Fields.text(bed.cluster.content(key), "metadata", "uid").orElseThrow();
    }

    private OperationState operation() {
        return bed.status("web").operationState().orElseThrow();
    }
}
