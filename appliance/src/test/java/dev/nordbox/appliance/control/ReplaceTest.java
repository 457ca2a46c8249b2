package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.compare.Words;
import dev.nordbox.appliance.manifest.ResourceKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Replace=true}, where an apply would be refused. */
class ReplaceTest {

    private static final ResourceKey SETTINGS = Bed.configMap("web", "settings");
    private static final String[] POLICY = {
        "automated: {prune: true, selfHeal: true}", "retry: {limit: 0}"
    };

    private final Bed bed = new Bed();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAnApplyIsRefusedForIsReplaced(boolean byTheApplication) {
        application(byTheApplication ? "[CreateNamespace=true, Replace=true]" : PLAIN);
        bed.configMapFile("web", "other", "one");
        settings("one", byTheApplication);
        bed.start().calm();
        noApply();

        settings("two", byTheApplication);
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("two");
        assertThat(bed.status("web").sync().orElseThrow().status())
                .isEqualTo(SyncStatusCode.SYNCED);
    }

    @Test
    void withoutItTheRefusalStands() {
        application(PLAIN);
        bed.configMapFile("web", "other", "one");
        bed.configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        noApply();

        bed.configMapFile("web", "settings", "two").commit();
        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.cluster.requests()).noneMatch(r -> r.startsWith("rehearse"));
    }

    @Test
    void itIsTheRemedyForAStrategyThatIsRecreateNow() {
        assertThat(
                        Words.of(
                                "spec.strategy.rollingUpdate: Forbidden: may not be specified when"
                                        + " strategy `type` is 'Recreate'"))
                .contains("Replace=true");
    }

    private static final String PLAIN = "[CreateNamespace=true]";

    private void application(String options) {
        bed.application("web", POLICY[0], POLICY[1], "syncOptions: " + options);
    }

    private void settings(String value, boolean byTheApplication) {
        if (byTheApplication) {
            bed.configMapFile("web", "settings", value).commit();
        } else {
            bed.configMapFile(
                            "web",
                            "settings",
                            value,
                            "argocd.argoproj.io/sync-options: Replace=true")
                    .commit();
        }
    }

    private void noApply() {
        bed.cluster.forgetWrites();
        bed.cluster.failWith(
                request -> {
                    if (request.equals("dry-run " + SETTINGS)) {
                        throw new ApiRefused(422, "Invalid", "duplicate entries for key");
                    }
                });
    }
}
