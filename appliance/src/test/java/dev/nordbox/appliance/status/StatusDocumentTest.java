package dev.nordbox.appliance.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusDocumentTest {

    @Test
    void nothingIsConvergedUntilTheRepositoryHasAnswered() {
        assertThat(document(false)).containsEntry("converged", true);
        assertThat(document(true)).containsEntry("converged", false);
    }

    @Test
    void whatWasSealedForAnotherClusterIsNamed() {
        assertThat(document(false))
                .containsEntry("sealing", Map.of("foreign", List.of("staging/db")));
    }

    private static Map<String, Object> document(boolean polling) {
        RepositoryStatus repository =
                new RepositoryStatus(
                        "ssh://git@git.example.no/ops/box.git",
                        "HEAD",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        polling,
                        Optional.empty());
        ControllerStatus cluster =
                new ControllerStatus(Optional.of("01"), List.of(), Optional.empty(), false, 0);
        return StatusDocument.of(
                repository,
                List.of(),
                cluster,
                new RenderStatus(RenderStatus.REDIS, 3, 4, Optional.empty()),
                List.of(new ResourceKey("bitnami.com", "SealedSecret", "staging", "db")),
                Instant.EPOCH);
    }
}
