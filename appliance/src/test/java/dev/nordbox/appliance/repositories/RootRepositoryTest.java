package dev.nordbox.appliance.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.config.ConfigInvalid;
import dev.nordbox.appliance.config.ControllerConfigReader;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootRepositoryTest {

    @TempDir Path mirrors;

    @Test
    void clustersShareTheDiskThatOneWouldHave() throws Exception {
        long alone = left("kubeconfig: /etc/nordbox/kubeconfig");
        long ofFour = left("clusters: {a: /a, b: /b, c: /c, d: /d}");

        assertThat(alone).isGreaterThan(500L << 20);
        assertThat(ofFour).isEqualTo(alone / 4);
    }

    private long left(String clusters) throws ConfigInvalid {
        String text = "repo: {url: 'https://git.example.no/ops/infra.git'}\n" + clusters + "\n";
        try (RootRepository root =
                new RootRepository(
                        ControllerConfigReader.parse(text, "controller.yaml"), Clock.systemUTC())) {
            return root.space(mirrors).left(mirrors.resolve("web"));
        }
    }
}
