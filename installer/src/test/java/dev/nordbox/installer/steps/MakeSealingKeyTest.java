package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.appliance.seal.control.KeySecret;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.BoxDesk;
import dev.nordbox.installer.secret.TestKeys;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.StepResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakeSealingKeyTest {
    @TempDir private Path files;
    private TrialBox box;

    @BeforeEach
    void makeABox() {
        box = TrialBox.in(files);
    }

    @Test
    void theFirstKeyIsMadeBeforeTheControllerStartsAndOnlyOnce() throws ProblemException {
        List<String> changed = box.up().changed().stream().map(StepResult::id).toList();

        assertThat(changed)
                .containsSubsequence(
                        "sealing-key-begin",
                        "k3s-binary",
                        "controller",
                        "sealing-key",
                        "controller-start");
        assertThat(box.host.files).doesNotContainKey(BoxDesk.BEGUN);
        assertThat(box.cluster.sealingKeys).hasSize(1);
        assertThat(box.up().changed()).isEmpty();
    }

    @Test
    void aBroughtKeyIsUsedInPlaceOfAnOwnAndBroughtOnce() throws Exception {
        Path file = Files.writeString(files.resolve("key.pem"), pem(TestKeys.NEW));
        box.sealingKeys = List.of(file);

        List<String> changed = box.up().changed().stream().map(StepResult::id).toList();

        assertThat(changed).contains("sealing-key").doesNotContain("sealing-key-begin");
        assertThat(box.cluster.sealingKeys).containsExactly(TestKeys.NEW.certificate().pem());
        assertThat(box.up().changed()).isEmpty();
        assertThat(box.host.effects().toString())
                .doesNotContain("PRIVATE", TestKeys.NEW.privatePem().substring(40, 80));
        box.sealingKeys = List.of();
        assertThat(box.up().changed()).isEmpty();
    }

    @Test
    void oneThatWasBegunBeforeAKeyIsBroughtGoes() throws Exception {
        box.host.directory(BoxDesk.BEGUN, "0700");
        box.sealingKeys = List.of(Files.writeString(files.resolve("key.pem"), pem(TestKeys.NEW)));

        box.up();

        assertThat(box.host.files).doesNotContainKey(BoxDesk.BEGUN);
        assertThat(box.up().changed()).isEmpty();
    }

    @Test
    void aKeyThatItsClusterHasTakenOutOfUseIsNotBrought() throws Exception {
        Path file =
                Files.writeString(
                        files.resolve("backup.yaml"),
                        secret(TestKeys.OLD, "compromised") + secret(TestKeys.NEW, "active"));
        box.sealingKeys = List.of(file);

        box.up();

        assertThat(box.cluster.sealingKeys).containsExactly(TestKeys.NEW.certificate().pem());
        assertThat(box.up().changed()).isEmpty();
    }

    @Test
    void aFileOfNothingButSuchKeysIsNamed() throws Exception {
        Path file =
                Files.writeString(
                        files.resolve("backup.yaml"), secret(TestKeys.OLD, "compromised"));
        box.sealingKeys = List.of(file);

        assertThatThrownBy(box::up)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("out of use");
    }

    private static String secret(SealingKey key, String label) {
        Map<String, Object> content = new TreeMap<>(KeySecret.of(key, "key").content());
        content.put("metadata", Map.of("name", "key", "labels", Map.of(KeySecret.LABEL, label)));
        return "---\n" + new String(Json.print(content), StandardCharsets.UTF_8) + "\n";
    }

    @Test
    void aKeyThatWasLostIsMadeAnew() throws ProblemException {
        box.up();
        box.cluster.sealingKeys.clear();

        InstallReport report = box.up();

        assertThat(report.changed()).extracting(StepResult::id).containsExactly("sealing-key");
    }

    @Test
    void withoutARepositoryNothingUnsealsAndNoKeyIsNeeded() throws ProblemException {
        box.withoutRepository().up();

        assertThat(box.cluster.sealingKeys).isEmpty();
    }

    @Test
    void aFileThatHoldsNoKeyIsNamedBeforeAnythingChanges() throws Exception {
        Path file = Files.writeString(files.resolve("key.pem"), "-----BEGIN nonsense");
        box.sealingKeys = List.of(file);

        assertThatThrownBy(box::up)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(file.toString());
    }

    private static String pem(SealingKey key) {
        return key.privatePem() + key.certificate().pem();
    }
}
