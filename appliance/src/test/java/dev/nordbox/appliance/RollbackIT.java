package dev.nordbox.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.argo.status.StatusReader;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.status.Question;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Back to an earlier commit, out of a real repository, on a real API server. */
class RollbackIT extends ControllerFixture {

    private static final ResourceKey WEB =
            new ResourceKey("argoproj.io", "Application", "argocd", "web");

    @Test
    void anEarlierCommitIsFetchedAndSyncedAndTheComparisonStaysWithTheNewest() throws Exception {
        String one = commit("one");
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> compared(one));
            assertThat(ask(controller, "sync")).startsWith("202");
            await().until(() -> succeeded("one", 1));
            String two = commit("two");
            await().until(() -> compared(two));
            assertThat(ask(controller, "sync")).startsWith("202");
            await().until(() -> succeeded("two", 2));
            commit("three"); // nobody syncs it, so it is in no history
            String newest = commit("newest");
            await().until(() -> compared(newest));

            assertThat(ask(controller, "rollback")).startsWith("202");

            await().until(() -> succeeded("one", 3));
            await().until(() -> isOutOfSyncAt(newest));
            OperationState state = status().operationState().orElseThrow();
            assertThat(state.syncResult().orElseThrow().origin().revision()).isEqualTo(one);
            assertThat(status().history().get(2).origin().revision()).isEqualTo(one);

            cluster.patch(
                    WEB,
                    ObjectPatch.merge(
                            Map.of("operation", Map.of("sync", Map.of("revision", two)))));
            await().until(() -> succeeded("two", 4));
            await().until(() -> isOutOfSyncAt(newest));

            Map<String, Object> audit =
                    controller.answer(Question.of("GET", "/audit", "test")).content();
            assertThat(audit).containsEntry("whole", true);
            assertThat(Fields.list(audit, "entries"))
                    .anySatisfy(
                            entry ->
                                    assertThat(Fields.map(entry))
                                            .containsEntry("action", "apply")
                                            .containsEntry("commit", one)
                                            .containsEntry("cause", "request")
                                            .containsEntry("actor", "test"));
        }
    }

    private String commit(String value) throws Exception {
        repository.write(
                "argocd/web.yaml",
                application("web", "apps/web")
                        .replace("    automated: {prune: true, selfHeal: true}\n", ""));
        return repository.write("apps/web/web.yaml", configMapText("web", value)).commit();
    }

    private static String ask(Controller controller, String what) {
        Answer answer = controller.answer(Question.of("POST", "/applications/web/" + what, "test"));
        return answer.status() + " " + answer.content();
    }

    private boolean compared(String commit) throws Exception {
        return status().sync().filter(sync -> sync.revision().equals(commit)).isPresent();
    }

    private boolean succeeded(String value, int syncs) throws Exception {
        boolean over =
                status().operationState()
                        .filter(state -> state.phase() == OperationPhase.SUCCEEDED)
                        .isPresent();
        return over
                && status().history().size() == syncs
                && value("web").equals(Optional.of(value));
    }

    private boolean isOutOfSyncAt(String commit) throws Exception {
        return compared(commit)
                && status().sync().orElseThrow().status() == SyncStatusCode.OUT_OF_SYNC;
    }

    private ApplicationStatus status() throws Exception {
        return cluster.get(WEB)
                .map(object -> StatusReader.read(Fields.map(object.content(), "status")))
                .orElse(ApplicationStatus.NONE);
    }
}
