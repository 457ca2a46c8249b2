package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.drill.Checked;
import dev.nordbox.installer.drill.TrialDrill;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.AdminNetwork;
import dev.nordbox.installer.profile.Control.Standing;
import dev.nordbox.installer.registry.Registration;
import dev.nordbox.installer.steps.SilenceReporters;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
        blind.k3sSum = Optional.empty();

        assertThat(Verdict.of(blind.seen()))
                .extracting(verdict -> verdict.control().id())
                .hasSize(34);
        assertThat(Verdict.of(blind.seen()))
                .filteredOn(verdict -> verdict.result() == Result.PASS)
                .extracting(verdict -> verdict.control().id())
                .as("passed without anything having been seen")
                .isSubsetOf("SUP-05"); // judged by what is declared
    }

    /** Each breaks one control on purpose. */
    @TestFactory
    Stream<DynamicTest> aBrokenControlFails() {
        record Break(String control, String how, Consumer<SeenBox> hand) {}
        return Stream.of(
                        new Break(
                                "NET-01",
                                "a namespace without a policy",
                                box ->
                                        box.replace(
                                                "cluster",
                                                "[\"Ingress\", \"Egress\"]",
                                                "[\"Ingress\"]")),
                        new Break(
                                "NET-02",
                                "a pod without its chain",
                                box -> box.put("packet-filter", "-A KUBE-POD-FW -d 10.42.0.55/32")),
                        new Break(
                                "NET-02",
                                "the policy controller did not start",
                                box ->
                                        box.put(
                                                "policy-journal",
                                                "Skipping network policy controller start")),
                        new Break(
                                "NET-03",
                                "the guard came after k3s",
                                box ->
                                        box.replace(
                                                "guard-order", "guard=5000000", "guard=9900000")),
                        new Break(
                                "NET-03",
                                "a first packet got out",
                                box -> box.replace("probes", "PR-09 open=0", "PR-09 open=1")),
                        new Break(
                                "NET-04",
                                "a pod reaches what is not listed",
                                box ->
                                        box.replace(
                                                "probes",
                                                "PR-07 answer=refused",
                                                "PR-07 answer=open")),
                        new Break(
                                "NET-04",
                                "the output chain accepts",
                                box ->
                                        box.put(
                                                "guard",
                                                box.sections
                                                        .get("guard")
                                                        .replace(
                                                                "output priority filter - 5; policy drop",
                                                                "output priority filter - 5; policy accept"))),
                        new Break(
                                "NET-04",
                                "somebody changed the table",
                                box -> box.guardProved = false),
                        new Break(
                                "NET-07",
                                "egress to everywhere is taken",
                                box ->
                                        box.put(
                                                "trials",
                                                box.sections.get("trials")
                                                        + "networkpolicy.networking.k8s.io/refuse-egress-all"
                                                        + " created (server dry run)\n")),
                        new Break(
                                "NET-08",
                                "the kubelet answers outside",
                                box ->
                                        box.outside =
                                                new OutsideProbe.Answers(true, List.of(10250))),
                        new Break(
                                "NET-09",
                                "a pod reaches the metadata service",
                                box ->
                                        box.replace(
                                                "probes",
                                                "PR-06 answer=timeout",
                                                "PR-06 answer=open")),
                        new Break(
                                "ACC-01",
                                "passwords open the door",
                                box -> box.put("sshd", "passwordauthentication yes")),
                        new Break(
                                "ACC-04",
                                "a default account brings a token",
                                box ->
                                        box.replace(
                                                "cluster",
                                                "\"automountServiceAccountToken\": false",
                                                "\"x\": 1")),
                        new Break(
                                "ENC-01",
                                "a Secret lies in clear",
                                box ->
                                        box.replace(
                                                "canary",
                                                "secret-in-datastore=no",
                                                "secret-in-datastore=yes")),
                        new Break(
                                "SUP-01",
                                "containerd has an open default",
                                box -> box.put("registries-of-containerd", "")),
                        new Break(
                                "SUP-02",
                                "an image runs by its tag",
                                box -> box.replace("cluster", "@sha256:1111", ":1#")),
                        new Break(
                                "K8S-01",
                                "a privileged pod is taken",
                                box ->
                                        box.put(
                                                "trials",
                                                box.sections.get("trials")
                                                        + "pod/refuse-privileged created (server dry run)\n")),
                        new Break(
                                "K8S-02",
                                "the kubelet knows anonymous users",
                                box ->
                                        box.replace(
                                                "kubelet",
                                                "\"enabled\": false",
                                                "\"enabled\": true")),
                        new Break(
                                "K8S-05",
                                "a policy was edited",
                                box ->
                                        box.drifted =
                                                Set.of(
                                                        "v1.ValidatingAdmissionPolicy..nordbox-services")),
                        new Break(
                                "K8S-05",
                                "a static pod lies there",
                                box -> box.put("static-pods", "evil.yaml")),
                        new Break(
                                "LOG-01",
                                "the log holds content",
                                box ->
                                        box.replace(
                                                "canary",
                                                "marker-in-audit=no",
                                                "marker-in-audit=yes")),
                        new Break(
                                "HOST-01",
                                "a kernel setting was changed",
                                box ->
                                        box.replace(
                                                "kernel",
                                                "vm/overcommit_memory:1",
                                                "vm/overcommit_memory:0")),
                        new Break(
                                "LOG-02",
                                "the journal is kept for another time",
                                box -> box.replace("journal", "=180day", "=2week")),
                        new Break(
                                "LOG-02",
                                "the journal is in memory",
                                box -> box.replace("journal", "persistent=yes", "persistent=no")),
                        new Break(
                                "LOG-02",
                                "the journal has not read its settings",
                                box -> box.replace("journal", "changed=17639", "changed=17649")),
                        new Break(
                                "LOG-02",
                                "entries were lost",
                                box ->
                                        box.replace(
                                                "journal",
                                                "oldest=" + SeenBox.daysAgo(70),
                                                "oldest=" + SeenBox.daysAgo(20))),
                        new Break(
                                "LOG-02",
                                "the audit log goes back too far",
                                box ->
                                        box.replace(
                                                "audit",
                                                "last-of-oldest=" + SeenBox.daysAgo(50),
                                                "last-of-oldest=" + SeenBox.daysAgo(300))),
                        new Break(
                                "LOG-02",
                                "the API server runs with another age",
                                box -> box.replace("audit", "maxage=180", "maxage=30")),
                        new Break(
                                "LOG-04",
                                "a reporter may start",
                                box ->
                                        box.replace(
                                                "reporters", "service masked", "service enabled")),
                        new Break(
                                "LOG-04",
                                "the package survey takes part",
                                box -> box.replace("reporters", "\"no\"", "\"yes\"")),
                        new Break(
                                "LOG-04",
                                "Traefik was not told to be silent",
                                box ->
                                        box.replace(
                                                "cluster",
                                                "{\"items\": [",
                                                "{\"items\": ["
                                                        + SeenBox.traefik("--log.level=INFO")
                                                        + ",")),
                        new Break(
                                "LOC-01",
                                "an address is registered elsewhere",
                                box ->
                                        box.registrations =
                                                List.of(registration("US", "Example Hosting AS"))),
                        new Break(
                                "LOC-02",
                                "the attestation is over",
                                box -> box.at = Instant.parse("2027-11-02T12:00:00Z")),
                        new Break(
                                "LOC-02",
                                "somebody changed it after it was signed",
                                box -> box.attestation = "attestation/changed/nordbox.yaml"),
                        new Break(
                                "LOC-02",
                                "nobody signed it",
                                box -> box.attestation = "attestation/unsigned/nordbox.yaml"),
                        new Break(
                                "LOC-02",
                                "another key signed it",
                                box -> box.attestation = "attestation/stranger/nordbox.yaml"),
                        new Break(
                                "LOC-02",
                                "another organisation holds the address",
                                box ->
                                        box.registrations =
                                                List.of(registration("NO", "Somebody Else AS"))),
                        new Break(
                                "LOC-05",
                                "the node's label says something else",
                                box -> box.replace("cluster", "no-oslo", "no-bergen")),
                        new Break(
                                "SUP-06",
                                "packages come from a country that is not allowed",
                                box -> box.mirrorCountry = "US"),
                        new Break(
                                "ACC-02",
                                "people log in from a country that is not allowed",
                                box ->
                                        box.admins =
                                                List.of(
                                                        new AdminNetwork(
                                                                "partner",
                                                                List.of("198.51.100.0/24"),
                                                                "US"))),
                        new Break(
                                "SUP-04",
                                "the guard was not there when k3s started",
                                box ->
                                        box.replace(
                                                "guard-order", "guard=5000000", "guard=9900000")),
                        new Break(
                                "ENC-03",
                                "a key that opens backups lies there",
                                box ->
                                        box.put(
                                                "backups",
                                                "identity=/root/key.txt\nkit=2026-11-20T12:00:00Z\nlooked=yes")),
                        new Break(
                                "ENC-03",
                                "snapshots go out as they are",
                                box -> box.replace("backups", "looked", "s3=etcd-s3\nlooked")),
                        new Break(
                                "ENC-04",
                                "what came back in the drill was not what the kit holds",
                                box -> box.put("drill", failedDrill())),
                        new Break(
                                "EVD-01",
                                "the last proof is old",
                                box -> box.put("evidence", "20261101T120000Z.jsonl signed")))
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

    private static String failedDrill() {
        return TrialDrill.answer(
                TrialDrill.of(
                        SeenBox.NOW,
                        Duration.ofDays(1),
                        List.of(new Checked("namespaces", false, "shop is not there"))));
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

    private static Registration registration(String country, String organisation) {
        return new Registration("203.0.113.7", Optional.of(country), Optional.of(organisation), "");
    }

    private static Verdict of(SeenBox box, String control) throws ProblemException {
        return Verdict.of(box.seen()).stream()
                .filter(verdict -> verdict.control().id().equals(control))
                .findFirst()
                .orElseThrow();
    }
}
