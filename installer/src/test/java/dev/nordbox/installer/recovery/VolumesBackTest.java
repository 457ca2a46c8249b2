package dev.nordbox.installer.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.kit.Volume;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumesBackTest {
    @TempDir private Path folder;
    private final TrialKit trial = new TrialKit();

    @Test
    void filesThatChangedWhileTheyWereReadAreTold() {
        trial.volume("pvc-1", "a tar");
        Volume was = trial.facts.volumes().get(0);
        Volume changed =
                new Volume(
                        was.name(),
                        was.claim(),
                        was.storageClass(),
                        was.node(),
                        was.directory(),
                        was.files(),
                        was.output(),
                        true,
                        "");
        trial.facts = trial.facts.withVolumes(List.of(changed));

        assertThat(VolumesBack.warnings(trial.open(folder)))
                .singleElement()
                .asString()
                .contains("a database among them may not open");
    }

    @Test
    void whatTheKitHasNothingOfIsToldBeforeAnythingIsDone() {
        trial.volume("pvc-1", "a tar");
        Volume media =
                new Volume(
                        "nfs-1",
                        "shop/media",
                        "nfs",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "its storage is nfs");
        trial.facts = trial.facts.withVolumes(List.of(trial.facts.volumes().get(0), media));

        Kit kit = trial.open(folder);

        assertThat(VolumesBack.warnings(kit))
                .singleElement()
                .asString()
                .contains("volume shop/media (nfs-1)", "nothing of it: its storage is nfs");
    }
}
