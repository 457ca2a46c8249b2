package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.config.ProofFile;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Attestation;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.step.StepResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box that proves itself, and one that no more does. */
class SelfProofStepTest {
    private static final String SERVICE = SystemdUnit.path(ProofFile.SERVICE);
    private static final Optional<String> DAILY = Optional.of("daily at 04:30");
    private static final Optional<Attestation.Proof> SIGNED =
            Optional.of(
                    new Attestation.Proof("provider.yaml", "kind: x\n", Optional.of("signature")));

    @TempDir private Path files;
    private TrialBox box;

    @BeforeEach
    void makeABox() {
        box = TrialBox.in(files);
    }

    @Test
    void theBoxKnowsItselfAndASecondRunChangesNothing() throws ProblemException {
        heldTo(DAILY, SIGNED).up();
        box.host.reconnect();

        assertThat(box.up().changed()).isEmpty();
        ProofFile read =
                ProofFile.parse(box.host.text(ProofFile.PATH).orElseThrow(), ProofFile.PATH);
        assertThat(read).isEqualTo(new ProofFile("fake", "root@203.0.113.7", "203.0.113.7", true));
        assertThat(box.host.text(ProofFile.ATTESTATION)).hasValue("kind: x\n");
        assertThat(box.host.text(ProofFile.ATTESTATION_SIGNATURE)).hasValue("signature");
        FakeHost.Node key = box.host.files.get(ProofFile.KEY);
        assertThat(key.mode() + " " + key.owner()).isEqualTo("0600 root:root");
        assertThat(box.host.files.get(ProofFile.STATE).mode()).isEqualTo("0700");
        assertThat(box.host.units.get(ProofFile.TIMER))
                .matches(timer -> timer.isActive() && timer.isEnabled());
        assertThat(box.host.units.get(ProofFile.START_TIMER))
                .as("begins with the next start of k3s")
                .matches(timer -> !timer.isActive() && timer.isEnabled());
    }

    @Test
    void theUnitsSayWhenAndHow() throws ProblemException {
        heldTo(Optional.of("every 6h"), Optional.empty()).up();

        assertThat(box.host.text(SystemdUnit.path(ProofFile.TIMER)).orElseThrow())
                .contains("OnCalendar=*-*-* 00/6:00:00\n", "RandomizedDelaySec=1800\n");
        assertThat(box.host.text(SystemdUnit.path(ProofFile.START_TIMER)).orElseThrow())
                .contains("OnActiveSec=300s\n", "WantedBy=k3s.service\n")
                .doesNotContain("PartOf=", "After=");
        assertThat(box.host.text(SERVICE).orElseThrow())
                .contains(
                        "-jar /opt/nordbox/bootstrap.jar self-proof\n",
                        "-Xmx192m",
                        "IOSchedulingClass=idle\n")
                .doesNotContain("${", "<#");
    }

    @Test
    void aSignatureAndAnAttestationThatAreNoMoreGo() throws ProblemException {
        heldTo(DAILY, SIGNED).up();

        heldTo(DAILY, SIGNED.map(p -> new Attestation.Proof(p.file(), p.text(), Optional.empty())));
        assertThat(box.up().changed()).extracting(StepResult::id).containsExactly("self-proof");
        assertThat(box.host.files.keySet())
                .contains(ProofFile.ATTESTATION)
                .doesNotContain(ProofFile.ATTESTATION_SIGNATURE);

        heldTo(DAILY, Optional.empty()).up();
        assertThat(box.host.files.keySet()).doesNotContain(ProofFile.ATTESTATION);
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void whatTheBoxKeepsIsReadAsWhatItWasBroughtUpWith() throws ProblemException {
        BoxConfig read =
                new ProofFile("prod", "root@box", "203.0.113.7", false)
                        .config(
                                """
                                apiVersion: nordbox.no/v1alpha1
                                kind: Box
                                firewall: {open: [8443/tcp]}
                                k3s: {images: [gone.tar]}
                                profile: {name: nordic, country: NO, attestation: gone.yaml}
                                """,
                                "ssh://git@git.example.no/ops/box.git",
                                new BoxConfigReader(files));

        assertThat(read.name()).isEqualTo("prod");
        assertThat(read.ssh().host()).isEqualTo("root@box");
        assertThat(read.ssh().address()).isEqualTo("203.0.113.7");
        assertThat(read.git().url()).isEqualTo("ssh://git@git.example.no/ops/box.git");
        assertThat(read.open()).containsExactly("8443/tcp");
        assertThat(read.k3s().images()).as("files of another machine").isEmpty();
        assertThat(read.profile().map(Profile::id)).hasValue("nordic/no");
        assertThat(read.profile().orElseThrow().parameters().place().attestation()).isEmpty();
    }

    @Test
    void withoutATimeAllOfItGoes() throws ProblemException {
        TrialBox never = TrialBox.in(files);
        never.withConfig(config(never, Optional.empty(), SIGNED)).up();
        heldTo(DAILY, SIGNED).up();

        heldTo(Optional.empty(), SIGNED);

        assertThat(box.up().changed()).extracting(StepResult::id).containsExactly("self-proof");
        assertThat(box.plan().changed()).isEmpty();
        assertThat(box.host.files.keySet()).isEqualTo(never.host.files.keySet());
        assertThat(box.host.units.keySet()).noneMatch(unit -> unit.contains("proof"));
    }

    @Test
    void aProfileWithoutControlsProvesNothing() throws ProblemException {
        box.withConfig(
                        HeldTo.with(
                                        box.spec,
                                        box.spec.config().git(),
                                        Optional.of(HeldTo.profile(List.of(), ProfileTest.GIT)))
                                .config())
                .up();

        assertThat(box.host.files.keySet()).noneMatch(path -> path.contains("proof"));
    }

    @Test
    void downTakesItAwayWithItsKey() throws ProblemException {
        heldTo(DAILY, SIGNED).up();

        box.down(RemovalSteps.Data.KEEP);

        assertThat(box.host.files.keySet())
                .noneMatch(path -> path.contains("nordbox-proof"))
                .doesNotContain(ProofFile.PATH, ProofFile.ATTESTATION);
    }

    @Test
    void killedAnywhereAndRunAgainEndsTheSame() throws ProblemException {
        heldTo(Optional.empty(), SIGNED).up();
        box.host.reconnect();
        heldTo(DAILY, SIGNED).up();
        int all = box.host.effects().size();
        assertThat(all).isGreaterThan(6);

        for (int count = 0; count < all; count++) {
            TrialBox killed = TrialBox.in(files);
            killed.withConfig(config(killed, Optional.empty(), SIGNED)).up();
            killed.host.reconnect().killAfter(count);
            killed.withConfig(config(killed, DAILY, SIGNED));
            assertThatThrownBy(killed::up).isInstanceOf(FakeHost.Killed.class);
            killed.host.reconnect();
            killed.up();
            assertThat(killed.host.state())
                    .as("killed after %d effects", count)
                    .isEqualTo(box.host.state());
        }
    }

    private TrialBox heldTo(Optional<String> schedule, Optional<Attestation.Proof> attestation) {
        return box.withConfig(config(box, schedule, attestation));
    }

    private static BoxConfig config(
            TrialBox of, Optional<String> schedule, Optional<Attestation.Proof> attestation) {
        return HeldTo.with(
                        of.spec,
                        of.spec.config().git(),
                        Optional.of(HeldTo.provingItself(schedule, attestation, ProfileTest.GIT)))
                .config();
    }
}
