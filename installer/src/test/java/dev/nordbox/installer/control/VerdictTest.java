package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.config.Hardening;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Control;
import dev.nordbox.installer.profile.Control.Standing;
import dev.nordbox.installer.registry.Registration;
import dev.nordbox.installer.steps.SilenceReporters;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class VerdictTest {
    @Test
    void everyCheckThatAControlNamesIsThereAndNoneIsThereForNothing() throws ProblemException {
        Set<String> named =
                new BoxConfigReader(Path.of("/home/ops"))
                        .profile("nordic").controls().stream()
                                .flatMap(control -> control.verifiedBy().stream())
                                .collect(Collectors.toSet());

        assertThat(Checks.ids()).isEqualTo(named);
    }

    @Test
    void aGoodBoxFailsNothingAndOnlyWholeControlsPass() throws ProblemException {
        List<Verdict> verdicts = Verdict.of(SeenBox.goodOne());

        assertThat(verdicts)
                .filteredOn(verdict -> verdict.result() == Result.FAIL)
                .as("failed")
                .isEmpty();
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.result() == Result.PASS)
                .hasSizeGreaterThan(12)
                .allSatisfy(
                        verdict -> {
                            assertThat(verdict.control().missing()).isEmpty();
                            assertThat(verdict.control().verifiedBy()).isNotEmpty();
                        });
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.control().standing() == Standing.NOT_IMPLEMENTED)
                .allMatch(verdict -> verdict.result() == Result.NOT_IMPLEMENTED);
    }

    @Test
    void withNothingSeenNothingPasses() throws ProblemException {
        SeenBox blind = SeenBox.good();
        blind.sections.clear();
        blind.outside = OutsideProbe.Answers.NONE;
        blind.registrations = List.of();
        blind.endpoints = List.of();
        blind.k3sSum = Optional.empty();

        assertThat(Verdict.of(blind.seen()))
                .extracting(verdict -> verdict.control().id())
                .hasSize(36);
        assertThat(Verdict.of(blind.seen()))
                .filteredOn(verdict -> verdict.result() == Result.PASS)
                .extracting(verdict -> verdict.control().id())
                .as("passed without anything having been seen")
                .isSubsetOf("SUP-05"); // judged by what is declared
    }

    @Test
    void everyControlThatIsLookedAtIsBrokenOnPurpose() throws ProblemException {
        assertThat(Break.all())
                .extracting(Break::control)
                .containsAll(
                        SeenBox.goodOne().profile().controls().stream()
                                .filter(control -> !control.verifiedBy().isEmpty())
                                .filter(control -> control.severity() == Control.Severity.MUST)
                                .map(Control::id)
                                .toList());
    }

    /** A control may have several; one of them alone would hide what the others no longer see. */
    @Test
    void everyCheckIsBrokenOnPurpose() throws ProblemException {
        Set<String> broken = new TreeSet<>();
        for (Break each : Stream.concat(Break.all().stream(), Doubts.all().stream()).toList()) {
            SeenBox box = SeenBox.good();
            each.hand().accept(box);
            of(box, each.control()).findings().stream()
                    .filter(finding -> finding.result() != Result.PASS)
                    .filter(finding -> finding.result() != Result.NOT_APPLICABLE)
                    .forEach(finding -> broken.add(finding.check()));
        }
        assertThat(broken).containsAll(Checks.ids());
    }

    /** Whatever the API server is asked to take and must not. */
    @TestFactory
    Stream<DynamicTest> whatIsTakenThatMustBeRefusedFailsAControl() {
        return Pattern.compile("name: (refuse-[a-z-]+)")
                .matcher(Script.beside(Inspection.class, "trials.yaml"))
                .results()
                .map(found -> found.group(1))
                .map(
                        name ->
                                DynamicTest.dynamicTest(
                                        name,
                                        () -> {
                                            SeenBox box = SeenBox.good();
                                            box.put(
                                                    "trials",
                                                    box.sections.get("trials")
                                                            + "kind/%s created (server dry run)\n"
                                                                    .formatted(name));
                                            assertThat(Verdict.of(box.seen()))
                                                    .anyMatch(Verdict::isFailedMust);
                                        }));
    }

    /** What a box in order does not pass is what nobody built yet, and says so. */
    @Test
    void aGoodBoxPassesEveryControlThatIsWhole() throws ProblemException {
        assertThat(Verdict.of(SeenBox.goodOne()))
                .filteredOn(verdict -> verdict.control().missing().isEmpty())
                .allMatch(verdict -> verdict.result() == Result.PASS);
        assertThat(Verdict.of(SeenBox.goodOne()))
                .filteredOn(verdict -> verdict.result() != Result.PASS)
                .extracting(verdict -> verdict.control().id())
                .isEmpty();
    }

    /** What `up` was told to leave alone is not to be had by running it. */
    @Test
    void whatHardeningLeavesToOthersIsSaidWhereItIsMissing() throws ProblemException {
        SeenBox box = SeenBox.good();
        box.replace("kernel", "kptr_restrict:2", "kptr_restrict:0").put("time", "inactive\nno");
        assertThat(of(box, "HOST-01").observed())
                .contains("run `up` again")
                .doesNotContain("hardening.");

        box.hardening = Hardening.NONE;

        assertThat(of(box, "HOST-01").observed())
                .contains("hardening.sysctl is off", "hardening.time is off", "waive")
                .doesNotContain("run `up` again");
    }

    /** What may be wrong itself fails nothing, and is no pass either. */
    @TestFactory
    Stream<DynamicTest> aDoubtTakesThePassAndFailsNothing() {
        return Doubts.all().stream()
                .map(
                        doubt ->
                                DynamicTest.dynamicTest(
                                        doubt.control() + ": " + doubt.how(),
                                        () -> {
                                            SeenBox box = SeenBox.good();
                                            doubt.hand().accept(box);
                                            Verdict verdict = of(box, doubt.control());
                                            assertThat(verdict.result())
                                                    .isIn(Result.INCONCLUSIVE, Result.MANUAL);
                                            assertThat(verdict.observed()).isNotBlank();
                                        }));
    }

    /** Each breaks one control on purpose. */
    @TestFactory
    Stream<DynamicTest> aBrokenControlFails() {
        return Break.all().stream()
                .map(
                        broken ->
                                DynamicTest.dynamicTest(
                                        broken.control() + ": " + broken.how(),
                                        () -> {
                                            SeenBox box = SeenBox.good();
                                            broken.hand().accept(box);
                                            Verdict verdict = of(box, broken.control());
                                            assertThat(verdict.result()).isEqualTo(Result.FAIL);
                                            assertThat(verdict.isFailedMust()).isTrue();
                                            assertThat(verdict.observed()).isNotBlank();
                                        }));
    }

    @Test
    void policiesThatNobodyEnforcesAreToldWithTheirFix() throws ProblemException {
        SeenBox skipped = SeenBox.good();
        skipped.put(
                "policy-journal", "Skipping network policy controller start, ipset unavailable");
        SeenBox aborted = SeenBox.good();
        aborted.put("policy-journal", "E1129 15:19 netpol.go:334] Aborting sync. Failed to run");

        assertThat(reason(skipped)).contains("apt-get install ipset", "systemctl restart k3s");
        assertThat(reason(aborted)).contains("journalctl -u k3s").doesNotContain("ipset");
    }

    private static String reason(SeenBox box) throws ProblemException {
        return of(box, "NET-02").findings().stream()
                .filter(finding -> finding.check().equals("policies-programmed"))
                .findFirst()
                .orElseThrow()
                .reason();
    }

    @Test
    void noConnectionWithoutTheGuardsCountIsInconclusive() throws ProblemException {
        SeenBox box =
                SeenBox.good()
                        .replace(
                                "probes",
                                "PR-07 answer=refused tries=1 counted=1",
                                "PR-07 answer=refused tries=1 counted=0");

        assertThat(of(box, "NET-04").result()).isEqualTo(Result.INCONCLUSIVE);
    }

    @Test
    void withoutItsPositiveControlAProbeIsInconclusive() throws ProblemException {
        SeenBox box = SeenBox.good().replace("probes", "ready state=open", "ready state=timeout");

        assertThat(of(box, "NET-09").result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(of(box, "NET-03").result()).isEqualTo(Result.INCONCLUSIVE);
    }

    @Test
    void aServerThatTakesNoImageAtAllProvesNothingOfThem() throws ProblemException {
        SeenBox box =
                SeenBox.good()
                        .replace(
                                "trials",
                                "pod/take-pod created (server dry run)",
                                "Error from server (Forbidden): pods \"take-pod\" is forbidden:"
                                        + " SUP-01: x");

        assertThat(of(box, "SUP-01").result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(of(box, "SUP-02").result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(of(box, "K8S-04").result()).isEqualTo(Result.PASS);
    }

    @Test
    void withoutRegistriesNobodysPodRunsAndNoneIsTried() throws ProblemException {
        SeenBox box = SeenBox.good().withoutWorkloads();

        assertThat(of(box, "SUP-01").result()).isEqualTo(Result.PASS);
        assertThat(of(box, "SUP-02").result()).isEqualTo(Result.PASS);
        assertThat(of(box, "NET-02").result()).isEqualTo(Result.PASS);
    }

    @Test
    void aHolderIsKnownWithoutItsLegalFormAndNotByAnother() throws ProblemException {
        assertThat(of(heldBy("Example Hosting"), "LOC-02").result()).isEqualTo(Result.PASS);
        assertThat(of(heldBy("Example Hosting AB"), "LOC-02").result()).isEqualTo(Result.FAIL);
        assertThat(of(heldBy("Other Hosting"), "LOC-02").findings().toString())
                .contains("as the registry has it");
    }

    private static SeenBox heldBy(String organisation) {
        SeenBox box = SeenBox.good();
        box.registrations =
                List.of(
                        new Registration(
                                "203.0.113.7", Optional.of("NO"), Optional.of(organisation), ""));
        return box;
    }

    @Test
    void theRemedyForAClockNamesTheDaemonThatRuns() throws ProblemException {
        SeenBox chrony = SeenBox.good().put("time", "inactive\nno\nchrony active");
        SeenBox timesyncd = SeenBox.good().put("time", "active\nno\nchrony inactive");

        assertThat(of(chrony, "HOST-01").findings().toString()).contains("/etc/chrony/");
        assertThat(of(timesyncd, "HOST-01").findings().toString()).contains("timesyncd.conf");
    }

    @Test
    void aServerThatRefusesEverythingProvesNothing() throws ProblemException {
        SeenBox box =
                SeenBox.good()
                        .replace(
                                "trials",
                                "service/take-service created (server dry run)",
                                "Error from server: no");

        assertThat(of(box, "K8S-04").result()).isEqualTo(Result.INCONCLUSIVE);
    }

    @Test
    void aRefusalForAnotherReasonIsNotTheWantedOne() throws ProblemException {
        SeenBox box = SeenBox.good().replace("trials", "ENC-05: x", "exceeded quota");

        assertThat(of(box, "ENC-05").result()).isEqualTo(Result.INCONCLUSIVE);
    }

    @Test
    void aSearchThatDoesNotFindWhatIsThereProvesNothing() throws ProblemException {
        SeenBox box =
                SeenBox.good()
                        .replace(
                                "canary",
                                "configmap-in-datastore=yes",
                                "configmap-in-datastore=no");

        assertThat(of(box, "ENC-01").result()).isEqualTo(Result.INCONCLUSIVE);
    }

    @Test
    void whatNobodyDeclaredOrKnowsIsNoPassAndNoFailure() throws ProblemException {
        SeenBox box = SeenBox.good();
        box.put("sources", "apt http://deb.example.org/debian");
        box.put("backups", "looked=yes");
        box.put("audit", "first-of-oldest=" + SeenBox.daysAgo(60));
        box.admins = List.of();
        box.k3sSum = Optional.of("0".repeat(64));
        box.registrations = List.of();

        assertThat(of(box, "SUP-06").result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(of(box, "ENC-03").result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(of(box, "LOG-02").result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(of(box, "ACC-02").result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(of(box, "SUP-04").result()).isEqualTo(Result.MANUAL);
        assertThat(of(box, "LOC-01").result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(of(box, "LOC-02").result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(of(box, "LOC-05").result()).isEqualTo(Result.INCONCLUSIVE);
        box.attestation = "attestation/none/nordbox.yaml";
        assertThat(of(box, "LOC-05").result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(of(box, "LOC-02").result()).isEqualTo(Result.INCONCLUSIVE);
    }

    @Test
    void addressesOfPeopleAreCountedAndNotWritten() throws ProblemException {
        assertThat(of(SeenBox.good(), "ACC-02").findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.result()).isEqualTo(Result.PASS);
                            assertThat(finding.observed()).isEqualTo("3 from office in NO");
                        });
        SeenBox undeclared = SeenBox.good();
        undeclared.admins = List.of();
        assertThat(of(undeclared, "ACC-02").observed())
                .contains("3 from elsewhere")
                .doesNotContain("198.51.100");
    }

    @Test
    void aTraefikThatWasToldToBeSilentPasses() throws ProblemException {
        String silent = SeenBox.traefik("--global.checkNewVersion=false");
        SeenBox box =
                SeenBox.good().replace("cluster", "{\"items\": [", "{\"items\": [" + silent + ",");

        assertThat(of(box, "LOG-04").result()).isEqualTo(Result.PASS);
    }

    /** The script names them, since it is told nothing but days. */
    @Test
    void theReportersThatAreMaskedAreThoseThatAreLookedAt() {
        String script = Script.beside(Inspection.class, "look-host.sh");

        assertThat(SilenceReporters.REPORTERS).isNotEmpty().allMatch(script::contains);
    }

    private static Verdict of(SeenBox box, String control) throws ProblemException {
        return Verdict.of(box.seen()).stream()
                .filter(verdict -> verdict.control().id().equals(control))
                .findFirst()
                .orElseThrow();
    }
}
