package dev.nordbox.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.ControllerOutcome.Ending;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControllerOutcomeTest {

    @ParameterizedTest
    @CsvSource({
        "CONVERGED,        CONVERGED,        CONVERGED",
        "CONVERGED,        NOT_SYNCED,       NOT_SYNCED",
        "NOT_SYNCED,       MANIFEST_INVALID, MANIFEST_INVALID",
        "OBJECT_REFUSED,   NOT_SYNCED,       OBJECT_REFUSED",
        "MANIFEST_INVALID, OBJECT_REFUSED,   MANIFEST_INVALID",
        "REPO_UNREACHABLE, OBJECT_REFUSED,   OBJECT_REFUSED",
        "REPO_UNREACHABLE, NOT_SYNCED,       REPO_UNREACHABLE",
    })
    void theWorstOfAllClustersCounts(Ending one, Ending other, Ending worst) {
        assertThat(of(outcome(one), outcome(other)).ending()).isEqualTo(worst);
        assertThat(of(outcome(other), outcome(one)).ending()).isEqualTo(worst);
    }

    @Test
    void everyEndingHasItsRank() {
        for (Ending ending : Ending.values()) {
            assertThat(of(outcome(ending), outcome(ending)).ending()).isEqualTo(ending);
        }
    }

    @Test
    void aReasonNamesItsClusterWhereThereAreSeveral() {
        ControllerOutcome refused = outcome(Ending.OBJECT_REFUSED, "web: no such kind");

        assertThat(of(outcome(Ending.CONVERGED), refused).reasons())
                .containsExactly("two: web: no such kind");
        assertThat(ControllerOutcome.of(Map.of("in-cluster", refused))).isEqualTo(refused);
    }

    private static ControllerOutcome outcome(Ending ending, String... reasons) {
        return new ControllerOutcome(ending, List.of(reasons));
    }

    private static ControllerOutcome of(ControllerOutcome one, ControllerOutcome two) {
        Map<String, ControllerOutcome> byCluster = new LinkedHashMap<>();
        byCluster.put("one", one);
        byCluster.put("two", two);
        return ControllerOutcome.of(byCluster);
    }
}
