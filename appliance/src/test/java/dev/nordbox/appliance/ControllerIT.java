package dev.nordbox.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.ControllerOutcome.Ending;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Propagation;
import dev.nordbox.appliance.status.StatusClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole controller between a Git repository and a real API server. */
class ControllerIT extends ControllerFixture {

    @Test
    void commitIsAppliedAndTheNextOneToo() throws Exception {
        configMap("settings", "one").commit();
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> value("settings").equals(Optional.of("one")));
            String commit = configMap("settings", "two").commit();
            await().until(() -> value("settings").equals(Optional.of("two")));
            await().until(() -> controller.status().converged());
            assertThat(controller.status().revision()).contains(commit);
        }
    }

    @Test
    void driftIsReverted() throws Exception {
        configMap("settings", "wanted").commit();
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> controller.status().converged());
            cluster.apply(manifest("settings", "tampered"), ApplyMode.REAL);
            await().until(() -> value("settings").equals(Optional.of("wanted")));
            cluster.delete(
                    key("settings"), live("settings").orElseThrow().uid(), Propagation.BACKGROUND);
            await().until(() -> value("settings").equals(Optional.of("wanted")));
        }
    }

    @Test
    void removedFileIsPruned() throws Exception {
        configMap("stays", "x");
        configMap("leaves", "x").commit();
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> controller.status().converged());
            assertThat(live("leaves")).isPresent();
            repository.remove("leaves.yaml").commit();
            await().until(() -> live("leaves").isEmpty());
            await().until(() -> controller.status().converged());
            assertThat(live("stays")).isPresent();
        }
    }

    @Test
    void badManifestIsNamedByFileAndLineAndTheGoodStateIsKept() throws Exception {
        configMap("settings", "good").commit();
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> controller.status().converged());
            repository.write("settings.yaml", BROKEN).commit();
            await().until(
                            () ->
                                    controller.status().applications().stream()
                                            .flatMap(a -> a.conditions().stream())
                                            .anyMatch(c -> c.message().contains("settings.yaml")));
            assertThat(controller.status().applications().get(0).conditions().get(0).message())
                    .containsPattern("settings.yaml.*(?::|line )[45]");
            cluster.apply(manifest("settings", "tampered"), ApplyMode.REAL);
            await().until(() -> value("settings").equals(Optional.of("good")));
            configMap("settings", "better").commit();
            await().until(() -> value("settings").equals(Optional.of("better")));
            await().until(() -> controller.status().converged());
        }
    }

    @Test
    void refusedObjectKeepsTheGoodStateAndIsNamed() throws Exception {
        configMap("settings", "good").commit();
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> controller.status().converged());
            configMap("settings", "changed");
            configMap("UPPER_CASE", "x").commit();
            await().until(
                            () ->
                                    controller.status().applications().stream()
                                            .flatMap(a -> a.conditions().stream())
                                            .anyMatch(c -> c.message().contains("UPPER_CASE")));
            assertThat(value("settings")).contains("good");
        }
    }

    @Test
    void lostRepositoryIsToldAndFollowedAgainWhenItIsBack() throws Exception {
        configMap("settings", "one").commit();
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> controller.status().converged());
            Files.move(directory.resolve("repo.git"), directory.resolve("away.git"));
            // A poll that was on its way when it went may have found it without its branches.
            await().until(
                            () ->
                                    controller
                                            .repository()
                                            .problem()
                                            .filter(p -> p.reason().equals("REPOSITORY_NOT_FOUND"))
                                            .isPresent());
            cluster.apply(manifest("settings", "tampered"), ApplyMode.REAL);
            await().until(() -> value("settings").equals(Optional.of("one")));
            Files.move(directory.resolve("away.git"), directory.resolve("repo.git"));
            configMap("settings", "two").commit();
            controller.syncNow("kari");
            await().until(() -> value("settings").equals(Optional.of("two")));
            await().until(() -> controller.repository().problem().isEmpty());
        }
    }

    @Test
    void restartWithoutTheRepositoryGoesOnWithTheLastRevision() throws Exception {
        configMap("settings", "one").commit();
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> controller.status().converged());
        }
        Files.move(directory.resolve("repo.git"), directory.resolve("away.git"));
        cluster.apply(manifest("settings", "tampered"), ApplyMode.REAL);
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> value("settings").equals(Optional.of("one")));
            assertThat(controller.repository().revision()).isPresent();
        }
    }

    @Test
    void controllerThatStartsBeforeTheApiServerWaitsForIt() throws Exception {
        configMap("settings", "early").commit();
        K3S.kill();
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> controller.status().problem().orElse("").contains("https://"));
            K3S.start();
            await().until(() -> value("settings").equals(Optional.of("early")));
        }
    }

    @Test
    void controllerKilledInTheMiddleEndsInTheSameState() throws Exception {
        for (int i = 0; i < 60; i++) {
            configMap("many-" + i, "first");
        }
        repository.commit();
        Path log = directory.resolve("controller.log");
        Path config = writeConfig();
        for (int round = 0; round < 2; round++) {
            try (ControllerProcess process = ControllerProcess.start(config, log)) {
                int enough = 10 + 15 * round;
                await().until(() -> count("many-") >= enough);
                process.kill();
            }
        }
        for (int i = 0; i < 30; i++) {
            repository.remove("many-" + i + ".yaml");
        }
        repository.commit();
        try (ControllerProcess process = ControllerProcess.start(config, log)) {
            await().until(() -> count("many-") < 60);
            process.kill();
        }
        try (ControllerProcess process = ControllerProcess.start(config, log)) {
            await("the end state, see " + log)
                    .until(() -> count("many-") == 30 && live("many-59").isPresent());
            assertThat(process.terminate()).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void kustomizationIsBuilt() throws Exception {
        configMap("settings", "kustomized");
        repository.write("kustomization.yaml", "nameSuffix: -v1\nresources: [settings.yaml]\n");
        repository.commit();
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> value("settings-v1").equals(Optional.of("kustomized")));
        }
    }

    @Test
    void applicationsOfTheRepositoryAreFollowedEachByItself() throws Exception {
        repository.write("argocd-apps/one.yaml", application("one", "apps/one"));
        repository.write("argocd-apps/two.yaml", application("two", "apps/two"));
        repository.write("apps/one/settings.yaml", configMapText("of-one", "1"));
        repository.write("apps/two/settings.yaml", BROKEN);
        repository.commit();
        try (Controller controller = Controller.start(config(), Map.of())) {
            await().until(() -> value("of-one").equals(Optional.of("1")));
            await().until(
                            () ->
                                    controller.status().applications().stream()
                                            .anyMatch(
                                                    a ->
                                                            a.name().equals("two")
                                                                    && !a.conditions().isEmpty()));
            repository.write("apps/two/settings.yaml", configMapText("of-two", "2")).commit();
            await().until(() -> value("of-two").equals(Optional.of("2")));
            await().until(() -> controller.status().converged());
        }
    }

    @Test
    void statusIsToldOnTheSocketAndSyncIsTaken() throws Exception {
        configMap("settings", "one").commit();
        try (Controller controller = Controller.start(config(Duration.ofHours(1)), Map.of())) {
            await().until(() -> controller.status().converged());
            StatusClient client = new StatusClient(socket());
            assertThat(client.status()).containsEntry("converged", true);
            assertThat(client.json()).contains("\"sync\":\"Synced\",\"health\":\"Healthy\"");
            configMap("settings", "two").commit();
            client.sync();
            await().until(() -> value("settings").equals(Optional.of("two")));
        }
    }

    @Test
    void onceEndsWhenConverged() throws Exception {
        configMap("settings", "once").commit();
        assertThat(once()).isEqualTo(Ending.CONVERGED);
        assertThat(value("settings")).contains("once");
    }

    @Test
    void onceSaysWhatWasInTheWay() throws Exception {
        assertThat(once()).as("no commit yet").isEqualTo(Ending.REPO_UNREACHABLE);
        configMap("UPPER_CASE", "x").commit();
        assertThat(once()).isEqualTo(Ending.OBJECT_REFUSED);
        repository.remove("UPPER_CASE.yaml").write("broken.yaml", BROKEN).commit();
        assertThat(once()).isEqualTo(Ending.MANIFEST_INVALID);
    }

    private Ending once() {
        return Controller.runOnce(config(), Map.of(), Duration.ofSeconds(60)).ending();
    }
}
