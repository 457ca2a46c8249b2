package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Bed.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.manifest.GroupKind;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One kind that cannot be read, and the deletion of applications. */
class UnreadableKindTest {

    private static final GroupKind JOB = new GroupKind("batch", "Job");

    private final Bed bed = new Bed();

    @BeforeEach
    void oneApplicationHasAnObjectOfIt() {
        bed.application("web").cascading("web").configMapFile("web", "settings", "x");
        bed.application("batch").cascading("batch").configMapFile("batch", "settings", "x");
        new Jobs(bed, "batch").file("nightly", "a: b");
        bed.commit();
        bed.start().calm();
        bed.cluster.loseSightOf(JOB, "conversion webhook: connection refused");
    }

    @Test
    void whoHasNoObjectOfItIsDeletedAllTheSame() throws Exception {
        bed.delete("web").start().calm();

        assertThat(bed.cluster.keys()).doesNotContain(Bed.key("web"), configMap("web", "settings"));
    }

    @Test
    void whoHasSomeIsBroughtTheRestAndNothingOfThatKindGoes() {
        bed.start();
        bed.cluster.failWith(
                request -> {
                    if (request.contains("Job")) {
                        throw new ApiRefused(500, "InternalError", "conversion webhook: refused");
                    }
                });
        bed.calm();
        assertThat(bed.status("batch").conditions().of(ConditionType.SYNC_ERROR))
                .anyMatch(c -> c.message().contains("Job.batch cannot be read"));
        assertThat(bed.status("batch").conditions().of(ConditionType.COMPARISON_ERROR)).isEmpty();
        assertThat(bed.status("batch").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.UNKNOWN);
        assertThat(bed.summary("batch").refused()).as("by the API, which is no commit's").isTrue();
        bed.cluster.forgetWrites();
        bed.pass(Duration.ofMinutes(30));
        assertThat(bed.cluster.requests()).as("no commit, no try").noneMatch(isApply());

        bed.configMapFile("batch", "settings", "mended").commit();
        bed.calm();

        assertThat(bed.value("batch", "settings", "key")).hasValue("mended");
        assertThat(bed.cluster.keys()).contains(Jobs.key("batch", "nightly"));
        bed.remove("apps/batch/nightly.yaml").commit();
        bed.pass(Duration.ofMinutes(5));
        assertThat(bed.cluster.keys()).contains(Jobs.key("batch", "nightly"));
    }

    private static Predicate<String> isApply() {
        return request -> request.startsWith("apply batch/ConfigMap") || request.contains("Job");
    }

    @Test
    void whoHasSomeWaitsAndSaysWhy() throws Exception {
        bed.delete("batch").start().calm();

        assertThat(bed.cluster.keys()).contains(Bed.key("batch"), configMap("batch", "settings"));
        assertThat(bed.status("batch").operationState().orElseThrow().message())
                .contains("Job.batch", "conversion webhook: connection refused");
    }
}
