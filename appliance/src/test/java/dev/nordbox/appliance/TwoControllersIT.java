package dev.nordbox.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.appliance.seal.Sealing;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.appliance.seal.control.KeyPolicy;
import dev.nordbox.appliance.seal.control.KeyStore;
import dev.nordbox.appliance.status.StatusClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two controllers of one repository on one real API server, the first of which is killed. */
class TwoControllersIT extends ControllerFixture {

    private static final KeyPolicy NEVER = new KeyPolicy(2048, Duration.ZERO, Optional.empty());

    @Test
    void oneOfThemRenewsTheKeyAndUnsealsAndTheOtherGoesOnWhenItIsKilled() throws Exception {
        configMap("settings", "one").commit();
        SealingKey old =
                SealingKey.generate(
                        2048, Instant.now().minus(Duration.ofDays(40)), new SecureRandom());
        keys().bring(old);
        try (ControllerProcess first = start("first")) {
            await().until(() -> value("settings").equals(Optional.of("one")));
            await().until(() -> keys().read().usable().size() == 2);
            try (ControllerProcess second = start("second")) {
                await().until(() -> isWaiting("second"));
                seal("early", old);
                await().until(() -> isUnsealed("early"));

                assertThat(keys().read().usable()).as("renewed once").hasSize(2);
                assertThat(audit("second")).as("it has changed nothing").isEmpty();

                first.kill();
                seal("late", keys().read().ring().current().orElseThrow());
                configMap("settings", "two").commit();

                await().until(() -> isUnsealed("late"));
                await().until(() -> value("settings").equals(Optional.of("two")));
                assertThat(audit("second"))
                        .anyMatch(line -> line.contains("unseal") && line.contains("late"))
                        .noneMatch(line -> line.contains("make sealing key"));
                assertThat(keys().read().usable()).as("renewed once").hasSize(2);
            }
        }
    }

    private ControllerProcess start(String name) throws Exception {
        Path own = Files.createDirectories(directory.resolve(name));
        Path config =
                Files.writeString(
                        own.resolve("controller.yaml"),
                        """
                        repo: {url: '%s', targetRevision: main, pollInterval: 1s}
                        kubeconfig: %s
                        stateDir: %s
                        socket: %s
                        sealing: {port: 0}
                        """
                                .formatted(
                                        repository.url(),
                                        K3S.kubeconfig(),
                                        own.resolve("state"),
                                        own.resolve("run.sock")));
        return ControllerProcess.start(config, own.resolve("log"));
    }

    private boolean isWaiting(String name) {
        try {
            return new StatusClient(directory.resolve(name).resolve("run.sock"))
                    .json()
                    .contains("another controller follows this repository here");
        } catch (IOException e) {
            return false; // it has just been started
        }
    }

    private List<String> audit(String name) throws IOException {
        List<String> lines = new ArrayList<>();
        Path trail = directory.resolve(name).resolve("state").resolve("audit");
        try (Stream<Path> files = Files.walk(trail)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines.stream().filter(line -> line.contains("\"action\"")).toList();
    }

    private KeyStore keys() {
        return new KeyStore(cluster, NEVER, Clock.systemUTC(), new SecureRandom(), WriteBook.NONE);
    }

    private void seal(String name, SealingKey key) throws Exception {
        Map<String, Object> secret =
                Manifests.object(
                                "v1",
                                "Secret",
                                "default",
                                name,
                                Map.of("stringData", Map.of("password", name)))
                        .content();
        Sealing sealing = new Sealing(key.certificate(), new SecureRandom());
        cluster.create(Manifest.of(sealing.seal(secret, Scope.STRICT), "test"));
    }

    private boolean isUnsealed(String name) throws Exception {
        return cluster.get(new ResourceKey("", "Secret", "default", name)).isPresent();
    }
}
