package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.config.ControllerConfig.Sealing;
import dev.nordbox.appliance.config.ControllerConfigReader;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.SealingConfig;
import dev.nordbox.installer.step.StepResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingSettingsTest {
    @TempDir private Path files;
    private TrialBox box;

    @BeforeEach
    void makeABox() {
        box = TrialBox.in(files);
    }

    @Test
    void whatIsSaidOfSealingReachesTheControllerAndStays() throws Exception {
        box.up();
        say(
                new SealingConfig(
                        Optional.of("240h"),
                        Optional.of("2026-11-28T20:00:00Z"),
                        Optional.of("allow")));

        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .containsExactly("controller", "controller-start");

        assertThat(sealing())
                .isEqualTo(
                        new Sealing(
                                Duration.ofHours(240),
                                Optional.of(Instant.parse("2026-11-28T20:00:00Z")),
                                Sealing.STANDARD.port(),
                                false));
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void renewalCanBeTurnedOffAndTheRestStaysAsTheControllerHasIt() throws Exception {
        say(new SealingConfig(Optional.of("0"), Optional.empty(), Optional.empty()));

        box.up();

        assertThat(sealing())
                .isEqualTo(
                        new Sealing(
                                Duration.ZERO, Optional.empty(), Sealing.STANDARD.port(), true));
    }

    @Test
    void whereNothingIsSaidNothingIsWritten() throws Exception {
        box.up();

        assertThat(box.host.text(ControllerPaths.CONFIGURATION).orElseThrow())
                .doesNotContain("sealing");
    }

    private void say(SealingConfig sealing) {
        box.withConfig(
                box.spec
                        .config()
                        .with(
                                new BoxConfig.Controller(
                                        BoxConfig.Redis.WHERE_IT_COMES,
                                        Optional.empty(),
                                        sealing)));
    }

    private Sealing sealing() throws Exception {
        String text = box.host.text(ControllerPaths.CONFIGURATION).orElseThrow();
        return ControllerConfigReader.parse(text, "controller.yaml").sealing();
    }
}
