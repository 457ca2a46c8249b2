package dev.nordbox.appliance.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.assess.AppHealth.Child;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AppHealthTest {

    private static final ResourceKey WEB = new ResourceKey("apps", "Deployment", "prod", "web");
    private static final ResourceKey API = new ResourceKey("", "Service", "prod", "api");
    private static final ResourceKey CHILD =
            new ResourceKey("argoproj.io", "Application", "argocd", "child");

    @Test
    void theWorstCountsAndIsNamed() {
        assertThat(
                        AppHealth.of(
                                List.of(
                                        Child.live(API, Health.progressing("p")),
                                        Child.live(WEB, Health.degraded("d")))))
                .isEqualTo(Health.degraded("Caused by apps/Deployment:prod/web"));
    }

    @Test
    void fromBestToWorst() {
        assertThat(HealthStatus.values())
                .containsExactly(
                        HealthStatus.UNKNOWN,
                        HealthStatus.DEGRADED,
                        HealthStatus.MISSING,
                        HealthStatus.PROGRESSING,
                        HealthStatus.SUSPENDED,
                        HealthStatus.HEALTHY);
        assertThat(HealthStatus.MISSING.worst(HealthStatus.PROGRESSING))
                .isEqualTo(HealthStatus.MISSING);
    }

    @Test
    void noMoreThanThreeCausesAreNamed() {
        List<Child> five =
                IntStream.range(0, 5)
                        .mapToObj(i -> new ResourceKey("", "Pod", "", "p" + i))
                        .map(key -> Child.live(key, Health.progressing("")))
                        .toList();

        assertThat(AppHealth.of(five))
                .isEqualTo(Health.progressing("Caused by Pod:p0, Pod:p1, Pod:p2 and 2 more"));
    }

    @Test
    void anApplicationWithoutObjectsIsHealthy() {
        assertThat(AppHealth.of(List.of())).isEqualTo(Health.HEALTHY);
    }

    @Test
    void aMissingObjectDoesNotCountWhileAnotherIsThere() {
        assertThat(AppHealth.of(List.of(Child.missing(WEB), Child.live(API, Health.HEALTHY))))
                .isEqualTo(Health.HEALTHY);
    }

    @Test
    void whenAllAreMissingTheApplicationIs() {
        assertThat(AppHealth.of(List.of(Child.missing(WEB), Child.missing(API))))
                .isEqualTo(Health.MISSING);
    }

    @Test
    void anIgnoredObjectIsThereAndThatIsAll() {
        Child ignored = new Child(API, Optional.of(Health.degraded("d")), true);

        assertThat(AppHealth.of(List.of(ignored, Child.missing(WEB)))).isEqualTo(Health.HEALTHY);
    }

    @Test
    void aChildApplicationThatIsMissingOrUnknownDoesNotCount() {
        assertThat(AppHealth.of(List.of(Child.live(CHILD, Health.MISSING))))
                .isEqualTo(Health.HEALTHY);
        assertThat(AppHealth.of(List.of(Child.live(CHILD, Health.unknown("u")))))
                .isEqualTo(Health.HEALTHY);
        assertThat(AppHealth.of(List.of(Child.live(CHILD, Health.degraded("d")))).status())
                .isEqualTo(HealthStatus.DEGRADED);
        assertThat(AppHealth.of(List.of(Child.live(API, Health.unknown("u")))).status())
                .isEqualTo(HealthStatus.UNKNOWN);
    }
}
