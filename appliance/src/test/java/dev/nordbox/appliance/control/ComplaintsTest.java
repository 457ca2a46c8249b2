package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.ConditionType;
import org.junit.jupiter.api.Test;

/** What an application holds that nobody heeds is told, wherever it lies. */
class ComplaintsTest {

    private final Bed bed = new Bed();

    /** The root's own reading tells of those that it meets; these lie below an application. */
    @Test
    void anApplicationSetIsNamedInTheApplicationThatHoldsIt() {
        bed.application("web")
                .file(
                        "apps/web/set.yaml",
                        """
                        apiVersion: argoproj.io/v1alpha1
                        kind: ApplicationSet
                        metadata: {name: tenants, namespace: argocd}
                        spec: {generators: [], template: {}}
                        """)
                .commit();
        bed.start().calm();

        assertThat(bed.status("web").conditions().of(ConditionType.INVALID_SPEC_WARNING))
                .extracting(condition -> condition.message())
                .containsExactly(
                        "apps/web/set.yaml:1: argocd/ApplicationSet.argoproj.io/tenants: is not"
                                + " honoured yet, so nothing comes of it; write its Applications"
                                + " out");
    }
}
