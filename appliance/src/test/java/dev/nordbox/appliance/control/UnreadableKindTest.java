package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Bed.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.GroupKind;
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
    void whoHasSomeWaitsAndSaysWhy() throws Exception {
        bed.delete("batch").start().calm();

        assertThat(bed.cluster.keys()).contains(Bed.key("batch"), configMap("batch", "settings"));
        assertThat(bed.status("batch").operationState().orElseThrow().message())
                .contains("Job.batch", "conversion webhook: connection refused");
    }
}
