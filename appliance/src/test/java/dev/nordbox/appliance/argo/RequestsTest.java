package dev.nordbox.appliance.argo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.Requests.Refresh;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {

    private static final Instant START = Instant.parse("2026-11-28T10:00:00Z");

    @Test
    void nothingIsAskedWithoutAnnotations() {
        Requests requests = new Requests(Map.of());

        assertThat(requests.refresh()).isEmpty();
        assertThat(requests.refreshTimestamp()).isEmpty();
        assertThat(requests.skipReconcile()).isFalse();
        assertThat(requests.deletionApproved(START)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"normal, NORMAL", "hard, HARD", "'', NORMAL", "Hard, NORMAL"})
    void aRefreshIsNormalUnlessItIsHard(String value, Refresh refresh) {
        assertThat(of("refresh", value).refresh()).contains(refresh);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T10:00:00Z,        true",
        "2026-11-28T10:00:01Z,        true",
        "2026-11-28T09:59:59Z,        false",
        "2026-11-28T12:00:00+02:00,   true",
        "2026-11-28T11:59:59+02:00,   false",
        "2026-11-28T10:00:00.123456Z, true",
        "yes,                         false",
        "2026-11-28,                  false",
    })
    void anApprovalCountsForOperationsThatBeganBeforeIt(String value, boolean approved) {
        assertThat(of("deletion-approved", value).deletionApproved(START)).isEqualTo(approved);
    }

    @Test
    void theOtherAnnotationsAreRead() {
        assertThat(of("skip-reconcile", "true").skipReconcile()).isTrue();
        assertThat(of("skip-reconcile", "yes").skipReconcile()).isFalse();
        assertThat(of("refresh-timestamp", "7").refreshTimestamp()).isEqualTo("7");
    }

    @Test
    void aManagerWhoseFieldsAreNotTakenOverIsTold() {
        assertThat(of("client-side-apply-migration-manager", "terraform").problems())
                .singleElement()
                .asString()
                .startsWith("argocd.argoproj.io/client-side-apply-migration-manager: ");
        assertThat(of("refresh", "hard").problems()).isEmpty();
    }

    private static Requests of(String name, String value) {
        return new Requests(Map.of("argocd.argoproj.io/" + name, value));
    }
}
