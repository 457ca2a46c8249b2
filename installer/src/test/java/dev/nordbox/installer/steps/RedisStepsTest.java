package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.config.ControllerConfigReader;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.StepResult;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisStepsTest {
    private static final String UNIT = SystemdUnit.path(RedisUnit.NAME);

    @TempDir private Path files;
    private TrialBox box;

    @BeforeEach
    void makeABox() {
        box = TrialBox.in(files);
    }

    @Test
    void aRedisOnASocketOfOursServesTheController() throws Exception {
        wantRedis(true);

        box.up();

        assertThat(box.host.units.get(RedisUnit.NAME).isActive()).isTrue();
        assertThat(box.host.units.get(RedisUnit.NAME).isEnabled()).isTrue();
        assertThat(box.host.text(UNIT).orElseThrow())
                .contains("--port 0")
                .contains("--maxmemory 64mb --maxmemory-policy allkeys-lru")
                .contains("PrivateNetwork=yes");
        String text = box.host.text(ControllerPaths.CONFIGURATION).orElseThrow();
        assertThat(ControllerConfigReader.parse(text, "controller.yaml").cache().redis())
                .contains(Path.of(RedisUnit.SOCKET));
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void withoutOneMemoryServesAndNothingOfItIsThere() throws Exception {
        box.up();

        assertThat(box.host.files).doesNotContainKeys(UNIT, RedisUnit.PACKAGED);
        assertThat(box.host.text(ControllerPaths.CONFIGURATION).orElseThrow())
                .doesNotContain("cache");
    }

    @Test
    void aMirrorOutOfReachFailsNothingAndTheNextRunTriesAgain() throws Exception {
        box.up();
        wantRedis(true);
        box.controllerHost.mirrorFails = Optional.of("E: Could not resolve the mirror\n");

        box.up();

        assertThat(box.host.text(ControllerPaths.CONFIGURATION).orElseThrow())
                .doesNotContain("cache");
        box.controllerHost.mirrorFails = Optional.empty();
        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .containsExactly("redis", "controller", "controller-start");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void notWantedAnyMoreItGoesAndTheControllerIsTold() throws Exception {
        wantRedis(true);
        box.up();
        wantRedis(false);

        box.up();

        assertThat(box.host.files).doesNotContainKey(UNIT);
        assertThat(box.host.text(ControllerPaths.CONFIGURATION).orElseThrow())
                .doesNotContain("cache");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void downTakesTheUnitAndThePackageThatCameWithIt() throws Exception {
        wantRedis(true);
        box.up();

        box.down(RemovalSteps.Data.DELETE);

        assertThat(box.host.files)
                .doesNotContainKeys(
                        UNIT, RedisUnit.PACKAGED, Note.DIRECTORY + "/" + InstallRedis.NOTE);
        assertThat(box.down(RemovalSteps.Data.DELETE).changed()).isEmpty();
    }

    @Test
    void aRedisThatWasThereBeforeStaysWhenTheBoxGoes() throws Exception {
        box.host.put(RedisUnit.PACKAGED, "[Service]".getBytes(), "0644", "root:root");
        wantRedis(true);
        box.up();

        box.down(RemovalSteps.Data.DELETE);

        assertThat(box.host.files).doesNotContainKey(UNIT).containsKey(RedisUnit.PACKAGED);
    }

    private void wantRedis(boolean redis) throws ProblemException {
        box.withConfig(box.spec.config().with(new BoxConfig.Controller(redis, Optional.empty())));
    }
}
