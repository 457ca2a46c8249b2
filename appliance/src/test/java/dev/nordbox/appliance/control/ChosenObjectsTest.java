package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.SyncRequest.Selected;
import dev.nordbox.appliance.status.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sync of some objects alone, where two have one name. */
class ChosenObjectsTest extends WebAtRevisions {

    @BeforeEach
    void oneNameInTwoNamespaces() {
        bed.application("web", BY_HAND)
                .configMapFile("web", "settings", "mine")
                .file(
                        "apps/web/other.yaml",
                        """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: settings, namespace: default}
                        data: {key: other}
                        """)
                .commit();
        bed.start().calm();
    }

    @Test
    void theOneInTheNamespaceThatIsNamedIsMeantAlone() {
        post("/applications/web/sync?resource=:ConfigMap:default/settings");
        bed.calm();

        assertThat(asked()).containsExactly(new Selected("", "ConfigMap", "default", "settings"));
        assertThat(bed.value("default", "settings", "key")).hasValue("other");
        assertThat(bed.value("web", "settings", "key")).isEmpty();
    }

    @Test
    void withoutANamespaceBothAreMeant() {
        post("/applications/web/sync?resource=:ConfigMap:settings");
        bed.calm();

        assertThat(bed.value("default", "settings", "key")).hasValue("other");
        assertThat(bed.value("web", "settings", "key")).hasValue("mine");
    }

    @Test
    void oneInANamespaceWhereItHasNoneIsToldAsItWasWritten() {
        Answer answer = answer("POST", "/applications/web/sync?resource=:ConfigMap:prod/settings");

        assertThat(answer.status()).startsWith("422");
        assertThat(answer.content().get("error"))
                .isEqualTo("web has no object :ConfigMap:prod/settings");
        assertThat(answer.content().get("fix").toString()).contains("GROUP:KIND:NAMESPACE/NAME");
    }

    private List<Selected> asked() {
        return bed.status("web")
                .operationState()
                .orElseThrow()
                .operation()
                .sync()
                .orElseThrow()
                .resources();
    }
}
