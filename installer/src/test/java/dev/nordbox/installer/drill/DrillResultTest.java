package dev.nordbox.installer.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.ssh.GoneAgent;
import dev.nordbox.installer.host.ssh.SshSignature;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrillResultTest {
    private static final Instant ENDED = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir private Path folder;

    @Test
    void whatWasWrittenIsReadBack() {
        DrillResult result = TrialDrill.ended(ENDED);

        assertThat(DrillResult.parse(result.print())).isEqualTo(result);
        assertThat(result.print())
                .contains("\"rtoSeconds\":420", "\"rpoSeconds\":86400", "\"met\":true")
                .endsWith("}\n");
        assertThat(result.rto()).isEqualTo(Duration.ofMinutes(7));
        assertThat(result.rpo()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void itIsMetWhenEveryCheckIsAndThereAreSome() {
        assertThat(TrialDrill.of(ENDED, Duration.ZERO, List.of()).met()).isFalse();
        assertThat(
                        TrialDrill.of(
                                        ENDED,
                                        Duration.ZERO,
                                        List.of(
                                                new Checked("node", true, "one"),
                                                new Checked(
                                                        "volumes", false, "pvc-1 is not there")))
                                .met())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "nordbox-drill\",\"kit, nordbox-kit\",\"kit",
        "\"version\":1, \"version\":2",
        "2026-11-29T12:00:00Z, yesterday",
        "\"operator\", \"operators\""
    })
    void somethingElseIsNotReadAsOne(String part, String other) {
        String text = TrialDrill.ended(ENDED).print().replace(part, other);

        assertThatThrownBy(() -> DrillResult.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itNamesTheKitByItsSumAndTheBoxByItsKeys() throws Exception {
        Kit kit = new TrialKit().open(folder);

        DrillResult.OfKit of = DrillResult.OfKit.of(kit);

        assertThat(of.sha256()).hasSize(64);
        assertThat(of.hostKeys()).singleElement().asString().startsWith("SHA256:");
        assertThat(of.serverCa()).isEqualTo(TrialDrill.CA);
        assertThat(of.saved()).isEqualTo(TrialKit.CREATED);
    }

    @Test
    void theSignatureIsThatOfTheFileBesideIt() throws Exception {
        DrillFile file = new DrillFile(folder.resolve("drill.json"));
        file.requireWritable();

        List<Problem> warnings = new ArrayList<>();
        file.keep(TrialDrill.ended(ENDED), Optional.of(TrialDrill.OPERATOR), warnings::add);

        assertThat(
                        SshSignature.signer(
                                Files.readAllBytes(file.path()),
                                Files.readString(DrillFile.signatureOf(file.path())),
                                DrillResult.NAMESPACE))
                .hasValue(TrialDrill.OPERATOR.publicKey());

        file.keep(TrialDrill.ended(ENDED), Optional.empty(), warnings::add);
        assertThat(DrillFile.signatureOf(file.path())).doesNotExist();
        assertThat(warnings).isEmpty();
    }

    @Test
    void anAgentThatRefusesInTheEndCostsTheSignatureAndNotTheResult() throws Exception {
        DrillFile file = new DrillFile(folder.resolve("drill.json"));
        file.keep(TrialDrill.ended(ENDED), Optional.of(TrialDrill.OPERATOR), why -> {});
        DrillResult result = TrialDrill.ended(ENDED.plusSeconds(60));
        List<Problem> warnings = new ArrayList<>();

        file.keep(result, Optional.of(GoneAgent.signer(folder)), warnings::add);

        assertThat(warnings)
                .singleElement()
                .satisfies(why -> assertThat(why.what()).contains("did not sign"));
        assertThat(file.path()).hasContent(result.print());
        assertThat(DrillFile.signatureOf(file.path())).doesNotExist();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsToldBeforeTheDrill() {
        DrillFile file = new DrillFile(folder.resolve("nowhere/drill.json"));

        assertThatThrownBy(file::requireWritable)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("--out");
    }

    @Test
    void peopleAreToldHowLongItTookAndWhatWasWrong() {
        DrillResult result =
                TrialDrill.of(
                        ENDED,
                        Duration.ofHours(76),
                        List.of(
                                new Checked("node", true, "one node, Ready: a"),
                                new Checked("volumes", false, "volume b is not there")));

        assertThat(DrillText.events(result, Path.of("drill-1.json")).toString())
                .contains("node: one node, Ready: a", "RTO 7 min 0 s", "RPO 3 d 4 h")
                .contains("--drill drill-1.json");
        assertThat(DrillText.problems(result, "root@scratch"))
                .singleElement()
                .satisfies(p -> assertThat(p.what()).isEqualTo("volumes: volume b is not there"));
    }
}
