package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.config.ClusterAccess;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.installer.output.TestSurroundings;
import java.nio.file.Path;
import java.util.List;
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
        assertThat(configured(options -> options.kubeconfigs = kubeconfigs("other")).mirror())
                .isNotEqualTo(usual);
    }

    @Test
    void credentialsForHttpsAreAFile() {
        Path file = home.resolve("credentials");

        assertThat(configured(options -> options.credentials = file).repo().credentialsFile())
                .contains(file);
    }

    @Test
    void severalClustersHaveNamesAndTheStateStaysWhenOneIsAdded() {
        ControllerConfig two = configured(o -> o.kubeconfigs = List.of("fsn=a", "hel=b"));
        ControllerConfig three =
                configured(o -> o.kubeconfigs = List.of("fsn=a", "hel=b", "ber=c"));

        assertThat(two.clusters())
                .containsExactly(
                        ClusterAccess.named("fsn", Path.of("a")),
                        ClusterAccess.named("hel", Path.of("b")));
        assertThat(three.stateDir()).isEqualTo(two.stateDir());
        assertThatThrownBy(() -> configured(o -> o.kubeconfigs = List.of("a", "b")))
                .hasMessageContaining("write NAME=a");
    }

    private List<String> kubeconfigs(String file) {
        return List.of(home.resolve(file).toString());
    }

    private ControllerConfig configured(Consumer<ForegroundOptions> change) {
        ForegroundOptions options = new ForegroundOptions();
        options.repo = "https://git.example.no/ops/infra.git";
        options.kubeconfigs = kubeconfigs("config");
        change.accept(options);
        return options.configuration(new TestSurroundings(home).surroundings(), Optional.empty())
                .orElseThrow();
    }
}
