package dev.nordbox.appliance.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.Project;
import dev.nordbox.appliance.argo.ResourceOptions;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.Digest;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.residency.ResidencyRules;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HeldToProfileTest {
    private final Gate gate =
            new HeldToProfile(
                    new ResidencyRules(
                            List.of("registry.example.no/"),
                            List.of("rancher/"),
                            List.of(),
                            List.of(),
                            List.of("local-path"),
                            List.of(),
                            List.of("NO"),
                            Map.of(),
                            Map.of(),
                            Map.of("SUP-02", LocalDate.of(2027, 5, 31))),
                    Clock.fixed(Instant.parse("2027-05-31T23:59:59Z"), ZoneOffset.UTC));

    @Test
    void whatBreaksTheProfileIsNamedWithRuleFileAndFix() {
        assertThat(objections(wanted("web", "docker.io/library/web:1")))
                .containsExactly(
                        "apps/web.yaml:3: SUP-01: web/Pod/web: image docker.io/library/web:1 is of"
                                + " no allowed registry; take it from registry.example.no/");
    }

    @Test
    void whatKeepsToItIsTaken() {
        assertThat(objections(wanted("web", "registry.example.no/web:1"))).isEmpty();
        assertThat(objections(wanted("kube-system", "rancher/klipper:1"))).isEmpty();
    }

    @Test
    void hooksAreHeldToItAsWell() {
        Target hook = pod("web", "docker.io/library/web:1");

        assertThat(objections(DesiredObjects.ofHooks(List.of(hook)))).hasSize(1);
    }

    private List<String> objections(DesiredObjects desired) {
        return gate.objections(desired, Project.UNRESTRICTED);
    }

    private static DesiredObjects wanted(String namespace, String image) {
        Target target = pod(namespace, image);
        return new DesiredObjects(
                new TreeMap<>(Map.of(target.key(), target)),
                List.of(),
                List.of(),
                List.of(),
                new TreeMap<>(),
                Set.of());
    }

    private static Target pod(String namespace, String image) {
        Map<String, Object> content =
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Pod",
                        "metadata",
                        Map.of("name", "web", "namespace", namespace),
                        "spec",
                        Map.of("containers", List.of(Map.of("name", "c", "image", image))));
        return new Target(
                Manifest.of(content, "apps/web.yaml:3"),
                ResourceOptions.of(Map.of()),
                new Digest("d"),
                true);
    }
}
