package dev.nordbox.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.config.ControllerConfig.Cache;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.redis.RedisProcess;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Redis is worth: the controller between a Git repository, an API server and a Redis. */
class RenderCacheIT extends ControllerFixture {

    @Test
    void aRestartWithAWarmRedisRendersNothing() throws Exception {
        try (RedisProcess redis = RedisProcess.start(directory.resolve("redis.sock"))) {
            app("first");
            app("second").commit();
            try (Controller controller = start(redis)) {
                await().until(() -> controller.status().converged());
                assertThat(controller.renders().made()).isGreaterThanOrEqualTo(2);
                assertThat(controller.renders().problem()).isEmpty();
            }

            try (Controller controller = start(redis)) {
                await().until(() -> controller.status().converged());
                assertThat(controller.renders().made()).isZero();
                assertThat(controller.renders().recalled()).isGreaterThanOrEqualTo(2);
                assertThat(value("first")).contains("first");
            }
        }
    }

    @Test
    void aRedisThatGoesAwayChangesNothing() throws Exception {
        try (RedisProcess redis = RedisProcess.start(directory.resolve("redis.sock"))) {
            app("first").commit();
            try (Controller controller = start(redis)) {
                await().until(() -> controller.status().converged());
                redis.stop();

                app("second").commit();

                await().until(() -> value("second").equals(Optional.of("second")));
                await().until(() -> controller.status().converged());
                assertThat(controller.renders().problem()).isPresent();
            }
            try (Controller controller = start(redis)) {
                await().until(() -> controller.status().converged());
                assertThat(controller.renders().made()).isPositive();
            }
        }
    }

    private TestRepository app(String name) {
        repository.write("argocd/" + name + ".yaml", application(name, "apps/" + name));
        return repository.write("apps/" + name + "/settings.yaml", configMapText(name, name));
    }

    private Controller start(RedisProcess redis) throws Exception {
        ControllerConfig plain = config();
        return Controller.start(
                new ControllerConfig(
                        plain.repo(),
                        K3S.kubeconfig(),
                        plain.stateDir(),
                        plain.socket(),
                        plain.adopt(),
                        new Cache(Optional.of(redis.socket()), 1 << 20),
                        plain.webhook(),
                        plain.sealing()),
                Map.of());
    }
}
