package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.ConditionType;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A commit that takes away more than half of an application. */
class PruneBudgetTest {

    private final Bed bed = new Bed();

    @BeforeEach
    void anApplicationOfTwentyObjects() {
        bed.application("web");
        for (int i = 0; i < 20; i++) {
            bed.configMapFile("web", "object-" + i, "one");
        }
        bed.commit();
        bed.start().calm();
    }

    @Test
    void halfOfItIsAChangeAndGoesAtOnce() {
        remove(10);
        bed.commit();
        bed.calm();

        assertThat(left()).isEqualTo(10);
    }

    @Test
    void moreThanHalfOfItWaitsForAPersonWhileTheRestIsApplied() {
        String commit = removeEleven();

        assertThat(left()).isEqualTo(20);
        assertThat(bed.value("web", "object-19", "key")).as("the rest").hasValue("two");
        assertThat(bed.status("web").conditions().of(ConditionType.PRUNE_WAITS_WARNING))
                .singleElement()
                .satisfies(
                        c ->
                                assertThat(c.message())
                                        .contains(
                                                "11 of 20 objects",
                                                "app sync web --prune",
                                                "nordbox.no/prune-approved=" + commit));
        assertThat(bed.asked("GET", "/applications/web/why").content().toString())
                .contains("11 of 20 objects");
    }

    @Test
    void anAnnotationWithTheCommitLetsThemGo() {
        String commit = removeEleven();

        annotate("nordbox.no/prune-approved", commit.substring(0, 8));
        assertThat(left()).isEqualTo(9);
        assertThat(bed.status("web").conditions().of(ConditionType.PRUNE_WAITS_WARNING)).isEmpty();
    }

    @Test
    void whatWasAgreedForAnotherCommitDoesNotCount() {
        removeEleven();

        annotate("nordbox.no/prune-approved", "0123456789");
        assertThat(left()).isEqualTo(20);
    }

    @Test
    void aSyncByHandThatPrunesIsAWordAsWell() {
        removeEleven();

        syncWithPrune();

        assertThat(left()).isEqualTo(9);
    }

    @Test
    void aSyncByHandThatPrunesTakesTheLastObjectsToo() {
        remove(20);
        bed.file("apps/web/README.md", "Moved to another box.").commit();
        bed.calm();
        assertThat(left()).isEqualTo(20);

        syncWithPrune();

        assertThat(left()).isZero();
    }

    @Test
    void itCanBeTurnedOff() {
        annotate("nordbox.no/prune-budget", "off");
        removeEleven();

        assertThat(left()).isEqualTo(9);
    }

    private void syncWithPrune() {
        bed.cluster.edit(
                Bed.key("web"),
                Map.of(
                        "operation",
                        Map.of(
                                "initiatedBy", Map.of("username", "kari"),
                                "sync", Map.of("prune", true))));
        bed.calm();
    }

    private String removeEleven() {
        remove(11);
        bed.configMapFile("web", "object-19", "two");
        String commit = bed.commit();
        bed.calm();
        return commit;
    }

    private void remove(int many) {
        for (int i = 0; i < many; i++) {
            bed.remove("apps/web/object-" + i + ".yaml");
        }
    }

    private void annotate(String name, String value) {
        bed.cluster.edit(
                Bed.key("web"), Map.of("metadata", Map.of("annotations", Map.of(name, value))));
        bed.calm();
    }

    private long left() {
        return bed.cluster.keys().stream().filter(key -> key.name().startsWith("object-")).count();
    }
}
