package dev.nordbox.appliance.external.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** External Secrets whose Deployment is not seen: it was installed by another name. */
class ForeignOperatorTest {
    private static final String NAME = "external-secrets-controller";
    private static final String HELD =
            "{holderIdentity: pod-1, leaseDurationSeconds: 15, renewTime: '2026-11-28T11:59:50.000000Z'}";

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final Clock noon = Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);
    private final ForeignOperator operator =
            new ForeignOperator(cluster, noon, new Reports(cluster, noon));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                NAME + " | " + HELD + " | true",
                "cert-manager | " + HELD + " | false",
                NAME
                        + " | {holderIdentity: pod-1, leaseDurationSeconds: 15, renewTime: '2026-11-28T11:59:45.000000Z'} | false",
                NAME
                        + " | {holderIdentity: '', leaseDurationSeconds: 15, renewTime: '2026-11-28T11:59:50.000000Z'} | false",
                NAME + " | {holderIdentity: pod-1, leaseDurationSeconds: 15} | false",
                NAME + " | {} | false"
            })
    void itRunsWhileSomebodyRenewsItsLease(String name, String spec, boolean runs)
            throws Exception {
        lease(name, spec);

        operator.look();

        assertThat(operator.isKnown()).isTrue();
        assertThat(operator.runs()).isEqualTo(runs);
    }

    @Test
    void itsComingIsSaidOnceAndItsGoingIsTold() throws Exception {
        lease(NAME, HELD);

        assertThat(operator.look()).isFalse();
        assertThat(operator.look()).isFalse();
        assertThat(cluster.list(new GroupKind("", "Event"), "", Detail.FULL))
                .singleElement()
                .extracting(LiveObject::content)
                .asString()
                .contains("StandingBack", "Lease", NAME, "scale it down to hand them over");

        cluster.patch(
                new ResourceKey("coordination.k8s.io", "Lease", "default", NAME),
                ObjectPatch.merge(Map.of("spec", Map.of("holderIdentity", ""))));
        assertThat(operator.look()).isTrue();
        assertThat(operator.runs()).isFalse();
        assertThat(operator.look()).isFalse();
    }

    private void lease(String name, String spec) throws Exception {
        cluster.create(
                Manifests.object(
                        "coordination.k8s.io/v1",
                        "Lease",
                        "default",
                        name,
                        ExternalNamespace.fields("spec: " + spec)));
    }
}
