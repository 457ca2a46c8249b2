package dev.nordbox.appliance.argo.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.assess.Health;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final Instant EARLIER = Instant.parse("2026-11-28T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-28T11:00:00Z");

    @Test
    void whatSaysTheSameKeepsItsTimeAndWhatIsNewGetsTheirs() {
        Conditions before =
                Conditions.NONE.with(
                        Set.of(),
                        List.of(
                                Condition.of(ConditionType.SHARED_RESOURCE_WARNING, "a"),
                                Condition.of(ConditionType.SYNC_ERROR, "old")),
                        EARLIER);

        Conditions after =
                before.with(
                        Set.of(ConditionType.SHARED_RESOURCE_WARNING, ConditionType.SYNC_ERROR),
                        List.of(
                                Condition.of(ConditionType.SYNC_ERROR, "new"),
                                Condition.of(ConditionType.SHARED_RESOURCE_WARNING, "a")),
                        NOW);

        assertThat(after.all())
                .containsExactly(
                        new Condition(
                                ConditionType.SHARED_RESOURCE_WARNING, "a", Optional.of(EARLIER)),
                        new Condition(ConditionType.SYNC_ERROR, "new", Optional.of(NOW)));
    }

    @Test
    void onlyWhatWasLookedAtGoesAway() {
        Conditions before =
                Conditions.NONE.with(
                        Set.of(),
                        List.of(
                                Condition.of(ConditionType.COMPARISON_ERROR, "a"),
                                Condition.of(ConditionType.DELETION_ERROR, "b")),
                        EARLIER);

        Conditions after = before.with(Set.of(ConditionType.COMPARISON_ERROR), List.of(), NOW);

        assertThat(after.all())
                .extracting(Condition::type)
                .containsExactly(ConditionType.DELETION_ERROR);
        assertThat(after.of(ConditionType.COMPARISON_ERROR)).isEmpty();
    }

    @Test
    void healthKeepsItsTimeWhileOnlyTheMessageChanges() {
        HealthSummary degraded = HealthSummary.since(Health.degraded("one crashes"), EARLIER);

        assertThat(degraded.then(Health.degraded("two crash"), NOW).lastTransitionTime())
                .contains(EARLIER);
        assertThat(degraded.then(Health.HEALTHY, NOW).lastTransitionTime()).contains(NOW);
    }

    @Test
    void aComparisonIsMadeWithTheSourcesThatCount() {
        Map<String, Object> spec =
                Map.of(
                        "source", Map.of("path", "a"),
                        "sources", List.of(Map.of("path", "b")),
                        "destination", Map.of("name", "in-cluster"));

        ComparedTo comparedTo = ComparedTo.of(spec);

        assertThat(comparedTo.source()).isEmpty();
        assertThat(comparedTo.sources()).containsExactly(Map.of("path", "b"));
    }
}
