package dev.nordbox.installer.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.control.DrillEvidence;
import dev.nordbox.installer.control.Inspection;
import dev.nordbox.installer.control.OutsideProbe;
import dev.nordbox.installer.control.Result;
import dev.nordbox.installer.control.SeenBox;
import dev.nordbox.installer.control.Uptime;
import dev.nordbox.installer.control.Verdict;
import dev.nordbox.installer.drill.DrillResult;
import dev.nordbox.installer.drill.TrialDrill;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.ssh.GoneAgent;
import dev.nordbox.installer.host.ssh.SshSigner;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.registry.Registry;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.steps.TickingClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box on which every probe comes to nothing, and what becomes of its evidence. */
class SelfProofTest {
    private static final String EVIDENCE = "/var/lib/nordbox-installer/evidence/";
    private static final Duration HOURS = Duration.ofHours(2);

    @TempDir Path root;
    private final FakeHost host = FakeHost.debian12();
    private final TickingClock clock = new TickingClock(SeenBox.NOW);
    private String turn = "ready";
    private String k3s = "a1b2";
    private final List<String> asked = new ArrayList<>();
    private BoxConfig config;
    private Profile profile;

    @BeforeEach
    void aBox() throws Exception {
        config = SeenBox.goodOne().config();
        profile = SeenBox.goodOne().profile();
        for (String label :
                List.of(
                        "look at the box",
                        "look at the host",
                        "ask for the last drill",
                        "try what the API server takes",
                        "look for markers in the datastore",
                        "try what the guard lets through",
                        "ask where names lead",
                        "time servers of known places",
                        "try which TLS is taken")) {
            host.asks(label, (fake, command) -> said(""));
        }
        for (String label : List.of(Turn.TAKE, "let the box prove itself again")) {
            host.asks(
                    label,
                    (fake, command) -> {
                        asked.add(label);
                        return said("");
                    });
        }
        host.asks(SelfProof.AWAIT, (fake, command) -> said(".\n.\n" + turn + "\n"))
                .asks(Uptime.LABEL, (fake, command) -> said("boot=4be9\nk3s=" + k3s + "\n"))
                .asks("cat", (fake, command) -> read(command.words().get(1)))
                .asks(OwnProof.LABEL, (fake, command) -> said(own()))
                .asks(EvidenceStore.FETCH, (fake, command) -> said(packed()))
                .on(
                        "let go of the box' old runs of evidence",
                        (fake, command) -> {
                            command.words().forEach(fake.files::remove);
                            return said("");
                        });
    }

    @Test
    void theBoxSignsAndLeavesAPersonsProofAlone() throws Exception {
        prove(person("ops"));
        String persons = host.text(Note.DIRECTORY + "/" + Proof.NOTE).orElseThrow();

        failsInTheEnd();

        EvidenceStore.Kept kept = new EvidenceStore(host).all();
        assertThat(kept.problems()).isEmpty();
        assertThat(kept.newest()).map(EvidenceStore.Run::text).get().asString().contains("ops");
        assertThat(kept.ownSince().orElseThrow().text())
                .contains(
                        "\"by\":\"box\"",
                        "the-box-itself@prod",
                        "does not see what comes from outside");
        assertThat(kept.signers().lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("the-box-itself@prod namespaces=\"nordbox-evidence\" ssh-ed25519 ");
        assertThat(host.text(Note.DIRECTORY + "/" + Proof.NOTE)).hasValue(persons);
        assertThat(own()).contains("note=", "failed=", "uptime=boot=4be9 k3s=a1b2");
        assertThat(LastProof.on(host, config).orElseThrow().at())
                .isBefore(OwnProof.on(host, config).orElseThrow().last().orElseThrow().at());
    }

    /** Its key stands in its own allowed_signers, and whoever has root there has it. */
    @Test
    void aDrillCountsForThePersonWhoSignedItAndNotForTheBoxThatDid() throws Exception {
        SshSigner ofTheBox = signer("box");
        DrillResult drill = TrialDrill.ended(SeenBox.NOW.minus(Duration.ofDays(1)));
        Prover person = Prover.person("ops@laptop", Optional.of(TrialDrill.OPERATOR));
        host.asks(DrillEvidence.ASK, (fake, command) -> said(TrialDrill.answer(drill)));

        assertThat(rehearsed(person)).isEqualTo(Result.PASS);
        assertThat(rehearsed(Prover.box("prod", Optional.of(ofTheBox))))
                .isEqualTo(Result.INCONCLUSIVE);

        String record = drill.print();
        String forged = TrialDrill.answer(record, TrialDrill.sign(ofTheBox, record));
        host.asks(DrillEvidence.ASK, (fake, command) -> said(forged));

        assertThat(rehearsed(person)).isEqualTo(Result.INCONCLUSIVE);
        assertThat(rehearsed(Prover.box("prod", Optional.of(ofTheBox))))
                .isEqualTo(Result.INCONCLUSIVE);
    }

    private Result rehearsed(Prover prover) throws Exception {
        Proof.Outcome outcome = proof(prover, OutsideProbe.Answers.NONE).of(host, config, profile);
        clock.advance(Duration.ofMinutes(1));
        return outcome.verdicts().stream()
                .filter(verdict -> verdict.control().id().equals("ENC-04"))
                .map(Verdict::result)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRunThatAnAgentRefusesToSignIsKeptWithoutASignature() throws Exception {
        Prover person = Prover.person("ops@laptop", Optional.of(GoneAgent.signer(root)));

        Proof.Outcome outcome = proof(person, OutsideProbe.Answers.NONE).of(host, config, profile);

        assertThat(outcome.refused())
                .singleElement()
                .satisfies(why -> assertThat(why.what()).contains("did not sign"));
        EvidenceStore.Kept kept = new EvidenceStore(host).all();
        assertThat(kept.problems()).isEmpty();
        EvidenceStore.Run run = kept.newest().orElseThrow();
        assertThat(run.text()).isEqualTo(outcome.run().text()).contains("\"signedBy\":\"\"");
        assertThat(run.signature()).isEmpty();
    }

    @Test
    void aProofOfAPersonThatFindsTheSameLeavesItStandingWhateverTheClockOfEither()
            throws Exception {
        failsInTheEnd();
        clock.advance(HOURS.multipliedBy(-2));
        prove(person("ops"));
        assertThat(found()).contains("NET-03");

        clock.advance(HOURS.multipliedBy(-2));
        failsInTheEnd();
        assertThat(found()).contains("NET-03");

        String head = host.text(Note.DIRECTORY + "/" + Proof.UNMET_NOTE).orElseThrow();
        note(Proof.UNMET_NOTE, head.split(" ")[0]);
        assertThat(found()).as("the person's was before").contains("NET-03");

        note(Proof.UNMET_NOTE, "of-another-run");
        assertThat(found()).as("and this one after, and found all met").isEmpty();
    }

    private List<String> found() throws Exception {
        return OwnProof.on(host, config).orElseThrow().failed();
    }

    @Test
    void aPersonGoesFirstAndTheBoxHoldsUpNobody() throws Exception {
        prove(person("ops"));
        assertThat(asked).containsExactly(Turn.TAKE, "let the box prove itself again");

        failsInTheEnd();
        assertThat(asked).hasSize(2);
    }

    @Test
    void ofItsOwnRunsTheLastStayAndEveryPersons() throws Exception {
        prove(person("ops"));
        for (int run = 0; run < 45; run++) {
            failsInTheEnd();
        }
        prove(person("ops"));

        assertThat(
                        host.files.keySet().stream()
                                .filter(path -> path.endsWith(".jsonl"))
                                .filter(path -> path.startsWith(EVIDENCE)))
                .hasSize(42);
        assertThat(new EvidenceStore(host).all().problems()).isEmpty();
    }

    @Test
    void whilePeopleAreAtTheBoxItIsNotItsTurn() throws Exception {
        turn = "busy";

        assertThatThrownBy(this::byItself)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HOST_REFUSED))
                .hasMessageContaining("people have changed or proved this box for 45 minutes");
        assertThat(host.files.keySet()).noneMatch(path -> path.startsWith(EVIDENCE));
    }

    @Test
    void aClusterThatDoesNotComeUpIsLookedAtAllTheSame() throws Exception {
        turn = "silent";

        failsInTheEnd();

        assertThat(new EvidenceStore(host).all().newestOwn()).isPresent();
    }

    @Test
    void whatSpeaksForThisStartIsNotRepeatedWithinTheHour() throws Exception {
        String now = clock.instant().toString();
        note(Proof.NOTE, now + " " + profile.id() + ": 30 pass");
        note(Proof.UPTIME_NOTE, "boot=4be9 k3s=a1b2");
        assertThat(byItself()).contains("speaks for the box still");

        k3s = "another";
        failsInTheEnd();
    }

    /** Without anything seen, some must-control fails: no guard is loaded. */
    private void failsInTheEnd() {
        assertThatThrownBy(this::byItself)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONTROL_FAILED))
                .hasMessageContaining("NET-03 is not met");
        clock.advance(HOURS);
    }

    private String byItself() throws Exception {
        Prover box = Prover.box("prod", Optional.of(signer("box")));
        return new SelfProof(host, proof(box, OutsideProbe.Answers.FROM_WITHIN), clock)
                .run(config, profile);
    }

    private void prove(Prover prover) throws Exception {
        proof(prover, OutsideProbe.Answers.NONE).of(host, config, profile);
        clock.advance(HOURS);
    }

    private Prover person(String name) throws Exception {
        return Prover.person(name + "@laptop", Optional.of(signer(name)));
    }

    private Proof proof(Prover prover, OutsideProbe.Answers outside) {
        return new Proof(
                new Inspection(
                        new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, clock),
                        () -> outside,
                        Registry.untried("nobody asks"),
                        new Random(1),
                        clock),
                prover,
                "1");
    }

    private void note(String name, String text) {
        host.put(
                Note.DIRECTORY + "/" + name,
                (text + "\n").getBytes(StandardCharsets.UTF_8),
                "0600",
                "root:root");
    }

    private CommandOutcome read(String path) {
        return host.text(path).map(SelfProofTest::said).orElse(new CommandOutcome(1, "", ""));
    }

    private String own() {
        StringBuilder told = new StringBuilder("timer=active\n");
        Map.of(
                        "note", Proof.OWN_NOTE,
                        "uptime", Proof.OWN_UPTIME_NOTE,
                        "failed", Proof.OWN_FAILED_NOTE,
                        "after", Proof.OWN_AFTER_NOTE,
                        "unmet", Proof.UNMET_NOTE)
                .forEach(
                        (key, name) ->
                                host.text(Note.DIRECTORY + "/" + name)
                                        .ifPresent(text -> told.append(key + "=" + text)));
        return told.toString();
    }

    /** As the script tells it, which HistoryTest runs. */
    private String packed() {
        StringBuilder told = new StringBuilder();
        for (String path : host.files.keySet()) {
            if (path.startsWith(EVIDENCE) && path.endsWith(".jsonl")) {
                String name = path.substring(EVIDENCE.length(), path.length() - ".jsonl".length());
                told.append("\n==nordbox== run " + name + "\n" + host.text(path).orElseThrow());
                told.append("\n==nordbox== signature\n" + host.text(path + ".sig").orElse(""));
            }
        }
        told.append("\n==nordbox== signers\n" + host.text(EvidenceStore.SIGNERS).orElse(""));
        told.append("\n==nordbox== remembered\n");
        for (String note : List.of(Proof.NOTE, Proof.OWN_NOTE)) {
            told.append(host.text(Note.DIRECTORY + "/" + note).orElse(""));
        }
        try {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(told.toString().getBytes(StandardCharsets.UTF_8));
            }
            return "==nordbox== evidence\n"
                    + Base64.getMimeEncoder().encodeToString(packed.toByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static CommandOutcome said(String text) {
        return new CommandOutcome(0, text, "");
    }

    private SshSigner signer(String who) throws Exception {
        return TestSigner.with(root.resolve(who), "ed25519");
    }
}
