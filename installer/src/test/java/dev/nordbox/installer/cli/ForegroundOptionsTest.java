package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.installer.output.TestSurroundings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForegroundOptionsTest {
    @TempDir private Path home;

    @Test
    void controllersWithDifferentTasksDoNotShareAMirror() {
        Path usual = configured(options -> {}).mirror();

        assertThat(configured(options -> {}).mirror()).isEqualTo(usual);
        assertThat(configured(options -> options.path = "staging").mirror()).isNotEqualTo(usual);
        assertThat(configured(options -> options.revision = "v1").mirror()).isNotEqualTo(usual);
        assertThat(configured(options -> options.kubeconfig = home.resolve("other")).mirror())
                .isNotEqualTo(usual);
    }

    @Test
    void credentialsForHttpsAreAFile() {
        Path file = home.resolve("credentials");

        assertThat(configured(options -> options.credentials = file).repo().credentialsFile())
                .contains(file);
    }

    private ControllerConfig configured(Consumer<ForegroundOptions> change) {
        ForegroundOptions options = new ForegroundOptions();
        options.repo = "https://git.example.no/ops/infra.git";
        options.kubeconfig = home.resolve("config");
        change.accept(options);
        return options.configuration(new TestSurroundings(home).surroundings(), Optional.empty())
                .orElseThrow();
    }
}
