package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.config.ControllerConfig.Webhook;
import dev.nordbox.appliance.config.ControllerConfigReader;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.StepResult;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookStepsTest {
    @TempDir private Path files;
    private TrialBox box;

    @BeforeEach
    void makeABox() {
        box = TrialBox.in(files);
    }

    @Test
    void aPortIsOpenedASecretMadeAndTheControllerTold() throws Exception {
        box.withConfig(with(box.spec, Optional.of(8128)));

        box.up();

        String text = box.host.text(ControllerPaths.CONFIGURATION).orElseThrow();
        assertThat(ControllerConfigReader.parse(text, "controller.yaml").webhook())
                .contains(
                        new Webhook(
                                InetAddress.getByName("0.0.0.0"),
                                8128,
                                "/webhook",
                                Path.of(ControllerPaths.WEBHOOK_SECRET)));
        assertThat(box.host.files.get(ControllerPaths.WEBHOOK_SECRET).mode()).isEqualTo("0600");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void withoutOneNothingOfItIsThere() throws Exception {
        box.up();

        assertThat(box.host.files).doesNotContainKey(ControllerPaths.WEBHOOK_SECRET);
        assertThat(box.host.text(ControllerPaths.CONFIGURATION).orElseThrow())
                .doesNotContain("webhook");
    }

    @Test
    void aPortThatIsAddedLaterChangesTheGuardAndTheController() throws Exception {
        box.up();
        box.withConfig(with(box.spec, Optional.of(8128)));

        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .containsExactly("guard", "webhook-secret", "controller", "controller-start");
        assertThat(box.plan().changed()).isEmpty();
    }

    private static BoxConfig with(InstallSpec spec, Optional<Integer> port) {
        return spec.config().with(new BoxConfig.Controller(BoxConfig.Redis.WHERE_IT_COMES, port));
    }
}
