package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Control;
import dev.nordbox.installer.profile.Endpoint;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.profile.Waiver;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.StepFailed;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box that is held to a profile, on a fake server. */
class ProfileTest {
    static final Endpoint GIT =
            new Endpoint(
                    "git",
                    List.of("203.0.113.20/32"),
                    Optional.of("git.example.no"),
                    List.of("22/tcp"),
                    false,
                    "gitops",
                    Optional.empty(),
                    Optional.empty());
    private static final String POLICY = "ValidatingAdmissionPolicy nordbox-registries";

    @TempDir private Path files;

    @Test
    void everyStepThatAControlNamesIsThere() throws ProblemException {
        Set<String> steps =
                InstallSteps.of(TrialBox.TEMPLATES, HostKeyConfirmation.NOBODY, TrialBox.brief())
                        .stream()
                        .map(Step::id)
                        .collect(Collectors.toSet());
        for (Control control : new BoxConfigReader(files).profile("nordic").controls()) {
            assertThat(steps).as(control.id()).containsAll(control.enforcedBy());
        }
    }

    @Test
    void policiesStandBeforeTheFirstStartAndRegistriesAreClosed() throws ProblemException {
        TrialBox box = held();

        box.up();

        assertThat(box.host.text(HoldToProfile.MANIFESTS).orElseThrow())
                .contains("name: nordbox-registries")
                .contains("\"registry.example.no/\"")
                .doesNotContain("paramKind");
        assertThat(box.host.text(RegistriesModel.PATH).orElseThrow())
                .contains("\"registry.example.no\":")
                .contains("https://registry.invalid");
        assertThat(box.cluster.restarts).hasSize(1);
        assertThat(box.cluster.restarts.get(0)).contains("disable-default-registry-endpoint: true");
        assertThat(box.cluster.objects).containsKey(POLICY);
        assertThat(box.plan().changed()).isEmpty();
        assertThat(box.up().changed()).isEmpty();
    }

    @Test
    void killedWhileTheProfileIsPutInPlaceAndRunAgainEndsTheSame() throws ProblemException {
        TrialBox undisturbed = held();
        undisturbed.up();
        int all = undisturbed.host.effects().size();

        for (int count = 0; count < all; count++) {
            TrialBox box = held();
            box.host.killAfter(count);
            assertThatThrownBy(box::up).isInstanceOf(FakeHost.Killed.class);
            box.host.firewall.timerExpires();
            box.host.reconnect();
            box.up();
            assertThat(box.host.state())
                    .as("killed after %d effects", count)
                    .isEqualTo(undisturbed.host.state());
            assertThat(box.cluster.objects).isEqualTo(undisturbed.cluster.objects);
        }
    }

    @Test
    void aPlanForeseesTheRestartThatOtherRegistriesMean() throws ProblemException {
        TrialBox box = held();
        box.up();

        box.spec = HeldTo.with(box.spec, box.spec.config().git(), mirrored());

        assertThat(box.plan().changed())
                .extracting(s -> s.id())
                .contains("registries", "k3s-start");
        box.up();
        assertThat(box.cluster.restarts).hasSize(2);
        assertThat(box.plan().changed()).isEmpty();
    }

    private static Optional<Profile> mirrored() {
        Map<String, String> mirrors = Map.of("docker.io", "https://mirror.example.no");
        return Optional.of(HeldTo.profile(List.of(), mirrors, GIT));
    }

    @Test
    void aPolicyThatSomebodyTookAwayComesBack() throws ProblemException {
        TrialBox box = held();
        box.up();

        box.cluster.objects.remove(POLICY);
        box.host.reconnect();

        assertThat(box.up().changed()).extracting(s -> s.id()).containsExactly("baseline");
        assertThat(box.cluster.objects).containsKey(POLICY);
    }

    @Test
    void withoutTheProfileEverythingOfItGoes() throws ProblemException {
        TrialBox box = held();
        box.up();

        box.spec = HeldTo.with(box.spec, box.spec.config().git(), Optional.empty());
        box.up();

        assertThat(box.host.files)
                .doesNotContainKeys(
                        HoldToProfile.MANIFESTS, RegistriesModel.PATH, WriteRegistries.NOTE_FILE);
        assertThat(box.cluster.objects.keySet()).noneMatch(name -> name.startsWith("Validating"));
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void theHostsOwnSettingsStandAndDownGivesThemBackAsTheyWere() throws ProblemException {
        TrialBox box = held();
        box.host.withUnit("motd-news.timer").withUnit("whoopsie.path");
        box.host.link(SystemdUnit.path("whoopsie.service"), "/dev/null"); // a person's
        box.host.units.put(
                "whoopsie.service", new UnitFacts("masked", "inactive", "masked", false));
        Set<String> before = etc(box);

        box.up();

        assertThat(box.host.text(KeepLogs.SETTINGS).orElseThrow())
                .contains("Storage=persistent\nMaxRetentionSec=180day\n");
        assertThat(box.host.text("/etc/rancher/k3s/config.yaml").orElseThrow())
                .contains("audit-log-maxage=180", "audit-log-compress=true");
        assertThat(box.host.units.get("motd-news.timer").load()).isEqualTo("masked");
        assertThat(box.host.units.get("whoopsie.path").load()).isEqualTo("masked");
        assertThat(box.plan().changed()).isEmpty();

        box.down(RemovalSteps.Data.DELETE);

        assertThat(etc(box)).isEqualTo(before);
        assertThat(box.host.units.get("motd-news.timer").load()).isEqualTo("loaded");
        assertThat(box.host.units.get("whoopsie.service").load()).isEqualTo("masked");
        assertThat(box.down(RemovalSteps.Data.DELETE).changed()).isEmpty();
    }

    private static Set<String> etc(TrialBox box) {
        return box.host.files.keySet().stream()
                .filter(path -> path.startsWith("/etc/systemd"))
                .filter(path -> box.host.files.get(path).kind() != FileFacts.Kind.DIRECTORY)
                .collect(Collectors.toSet());
    }

    @Test
    void stepsThatAreToldToStayAwayTakeBackWhatTheyDid() throws ProblemException {
        TrialBox box = held();
        box.host.withUnit("motd-news.timer");
        box.up();

        box.spec =
                HeldTo.with(
                        box.spec,
                        box.spec.config().git(),
                        Optional.of(HeldTo.unenforced(Set.of("LOG-02", "LOG-04"), GIT)));
        box.up();

        assertThat(box.host.files)
                .doesNotContainKeys(
                        KeepLogs.SETTINGS, SilenceReporters.NOTE_FILE, SilenceReporters.TRAEFIK);
        assertThat(box.host.text("/etc/rancher/k3s/config.yaml").orElseThrow())
                .contains("audit-log-maxage=30", "audit-log-maxbackup=10");
        assertThat(box.host.units.get("motd-news.timer").load()).isEqualTo("loaded");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void aJournalThatHasNotReadItsSettingsIsStartedAgain() throws ProblemException {
        TrialBox box = held();
        box.up();
        box.host.put(
                KeepLogs.SETTINGS,
                box.host.files.get(KeepLogs.SETTINGS).content(),
                "0644",
                "root:root");

        assertThat(box.plan().changed()).extracting(s -> s.id()).containsExactly("log-retention");
        box.up();
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void theNodeSaysWhatIsAttestedUntilNobodyAttestsIt() throws ProblemException {
        TrialBox box = held();
        box.spec =
                HeldTo.with(
                        box.spec, box.spec.config().git(), Optional.of(HeldTo.at("Tromsø", GIT)));
        box.up();
        assertThat(box.cluster.locations).containsExactly(Map.entry("fake", "no-tromso"));
        assertThat(box.plan().changed()).isEmpty();

        box.cluster.locations.put("fake", "us-east");
        box.host.reconnect();
        assertThat(box.up().changed()).extracting(s -> s.id()).containsExactly("node-location");
        assertThat(box.cluster.locations).containsEntry("fake", "no-tromso");

        box.spec = HeldTo.nordic(box.spec, GIT);
        box.up();
        assertThat(box.cluster.locations).isEmpty();
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void traefikIsToldToBeSilentWhereItRuns() throws ProblemException {
        TrialBox box = held();
        box.up();
        assertThat(box.host.files).doesNotContainKey(SilenceReporters.TRAEFIK); // it is disabled

        BoxConfig.K3s with =
                new BoxConfig.K3s("v1.36.4+k3s1", List.of(), List.of(), Optional.empty());
        box.withK3s(with);
        box.up();

        assertThat(box.host.text(SilenceReporters.TRAEFIK).orElseThrow())
                .contains("checkNewVersion: false", "sendAnonymousUsage: false");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void downTakesWhatIsOursAndLeavesWhatAPersonChanged() throws ProblemException {
        TrialBox box = held();
        box.up();
        box.down(RemovalSteps.Data.KEEP);
        assertThat(box.host.files)
                .doesNotContainKeys(HoldToProfile.MANIFESTS, RegistriesModel.PATH);

        TrialBox other = held();
        other.up();
        foreignRegistries(other.host);
        other.down(RemovalSteps.Data.KEEP);
        assertThat(other.host.text(RegistriesModel.PATH)).contains("mirrors: {}");
    }

    @Test
    void aRegistriesFileOfSomebodyElseIsNotOverwritten() {
        TrialBox box = held();
        foreignRegistries(box.host);

        assertThatThrownBy(box::up)
                .isInstanceOf(StepFailed.class)
                .hasMessageContaining("profile.mirrors");
        assertThat(box.host.text(RegistriesModel.PATH)).contains("mirrors: {}");
    }

    @Test
    void aWaivedControlIsWarnedAboutAndNoLongerDenied() throws ProblemException {
        TrialBox box = held();
        Waiver waiver = new Waiver("SUP-02", "tags", "ops", LocalDate.of(2027, 1, 31));
        box.spec =
                HeldTo.with(
                        box.spec,
                        box.spec.config().git(),
                        Optional.of(HeldTo.profile(List.of(waiver), GIT)));

        box.up();

        assertThat(box.cluster.objects.get("ValidatingAdmissionPolicyBinding nordbox-digests"))
                .contains("validationActions: [Warn, Audit]");
        assertThat(box.cluster.objects.get("ValidatingAdmissionPolicyBinding nordbox-registries"))
                .contains("validationActions: [Deny, Audit]");
    }

    private TrialBox held() {
        TrialBox box = TrialBox.in(files);
        box.spec = HeldTo.nordic(box.spec, GIT);
        return box;
    }

    private static void foreignRegistries(FakeHost host) {
        host.put(RegistriesModel.PATH, "mirrors: {}".getBytes(), "0600", "root:root");
    }
}
