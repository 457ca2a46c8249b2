package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.RemovalSteps.Data;
import dev.nordbox.templates.Templates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemovalTest {
    @TempDir private Path files;

    @Test
    void everythingButDataGoesAndTheGuardGoesLast() throws ProblemException {
        TrialBox box = up();
        box.host.put("/etc/rancher/node/password", "secret".getBytes(), "0600", "root:root");

        box.down(Data.KEEP);

        assertThat(box.host.files.keySet())
                .contains(K3sFiles.TOKEN, ControllerPaths.DEPLOY_KEY, "/etc/rancher/node/password")
                .doesNotContain(
                        K3sFiles.BINARY,
                        ControllerPaths.JAR,
                        ControllerPaths.KUBECONFIG,
                        RaiseGuard.RULES,
                        PrepareKernel.SYSCTLS)
                .noneMatch(path -> path.startsWith("/etc/systemd/system/"));
        assertThat(box.host.firewall.loaded).isEmpty();
        List<String> effects = box.host.effects();
        assertThat(effects.indexOf("systemctl disable --quiet --now nordbox.service"))
                .isLessThan(effects.indexOf(RemoveK3s.LABEL));
        assertThat(effects.indexOf(RemoveK3s.LABEL))
                .isLessThan(effects.indexOf("nft delete table inet nordbox"));
    }

    @Test
    void withDataNothingOfOursIsLeft() throws ProblemException {
        TrialBox box = up();

        box.down(Data.DELETE);

        // what is below /run is gone with the next boot
        assertThat(box.host.files.keySet())
                .filteredOn(path -> !path.startsWith("/run/"))
                .noneMatch(path -> path.contains("nordbox") || path.contains("rancher"));
        assertThat(box.host.users).doesNotContainKey("nordbox");
    }

    @Test
    void etcIsLeftAsItWasFound() throws ProblemException {
        TrialBox box = TrialBox.in(files);
        box.host.put("/etc/ssh/sshd_config", "own".getBytes(), "0644", "root:root");
        box.host.put("/etc/sysctl.d/99-own.conf", "own".getBytes(), "0644", "root:root");
        box.host.directory("/etc/modules-load.d", "0755");
        box.host.directory("/etc/systemd/system", "0755");
        Map<String, String> found = etc(box);
        box.up();
        assertThat(etc(box)).isNotEqualTo(found);
        box.host.reconnect();

        box.down(Data.DELETE);

        assertThat(etc(box)).isEqualTo(found);
    }

    private static Map<String, String> etc(TrialBox box) {
        Map<String, String> etc = new TreeMap<>(box.host.state());
        etc.keySet().removeIf(path -> !path.startsWith("/etc/"));
        return etc;
    }

    @Test
    void theJavaThatCameWithUpGoes() throws ProblemException {
        TrialBox box = up();
        assertThat(box.host.machine.java).isNotEmpty();

        box.down(Data.KEEP);

        assertThat(box.host.machine.java).isEmpty();
        List<String> effects = box.host.effects();
        assertThat(effects.indexOf("remove the distribution's Java"))
                .isGreaterThan(effects.indexOf("systemctl disable --quiet --now nordbox.service"));
    }

    @Test
    void aJavaThatAptCannotTakeAwayStaysAndTheRestGoes() throws ProblemException {
        TrialBox box = up();
        box.host.on(
                "remove the distribution's Java",
                (host, command) -> new CommandOutcome(100, "", "E: Unmet dependencies\n"));

        List<Problem> told = new ArrayList<>();

        new Provisioning(RemovalSteps.of(Templates.bundled(), Data.DELETE), box.spec)
                .upWarning(box.host, told::add);

        assertThat(told)
                .extracting(Problem::what)
                .contains(
                        "openjdk-17-jre-headless, which up had installed, stays: Unmet dependencies");
        assertThat(box.host.text(JavaPackage.NOTED)).isEmpty();
    }

    @Test
    void theJavaThatWasThereBeforeStays() throws ProblemException {
        TrialBox box = TrialBox.in(files);
        box.host.machine.java.put("/usr/lib/jvm/java-21/bin/java", "21.0.4");
        box.up();
        box.host.reconnect();

        box.down(Data.DELETE);

        assertThat(box.host.machine.java).isNotEmpty();
        assertThat(box.host.effects()).doesNotContain("remove the distribution's Java");
    }

    @Test
    void downAgainFindsNothing() throws ProblemException {
        TrialBox box = up();
        box.down(Data.KEEP);
        box.host.reconnect();

        assertThat(box.down(Data.KEEP).changed()).isEmpty();
        assertThat(box.host.effects()).isEmpty();
    }

    @Test
    void killedBetweenAnyTwoEffectsAndRunAgainEndsTheSame() throws ProblemException {
        TrialBox undisturbed = up();
        undisturbed.down(Data.DELETE);
        Map<String, String> clean = undisturbed.host.state();
        int all = undisturbed.host.effects().size();

        for (int count = 0; count < all; count++) {
            TrialBox box = up();
            box.host.killAfter(count);
            assertThatThrownBy(() -> box.down(Data.DELETE)).isInstanceOf(FakeHost.Killed.class);
            box.host.reconnect();
            box.down(Data.DELETE);
            assertThat(box.host.state()).as("killed after %d effects", count).isEqualTo(clean);
        }
    }

    @Test
    void aKubectlOfTheHostsOwnStays() throws ProblemException {
        TrialBox box = TrialBox.in(files);
        box.host.put("/usr/local/bin/kubectl", "own".getBytes(), "0755", "root:root");
        box.up();
        box.host.reconnect();

        box.down(Data.DELETE);

        assertThat(box.host.text("/usr/local/bin/kubectl")).hasValue("own");
        assertThat(box.host.files).doesNotContainKey("/usr/local/bin/crictl");
    }

    @Test
    void aLinkOfTheHostsOwnStays() throws ProblemException {
        TrialBox box = TrialBox.in(files);
        box.host.link("/usr/local/bin/kubectl", "/opt/tools/kubectl");
        box.up();
        box.host.reconnect();

        box.down(Data.DELETE);

        assertThat(box.host.text("/usr/local/bin/kubectl")).hasValue("/opt/tools/kubectl");
    }

    @ParameterizedTest
    @ValueSource(strings = {K3sFiles.BINARY, "/etc/systemd/system/k3s.service", "/var/lib/kubelet"})
    void aKubernetesThatIsNotOursIsRefusedAndLeftAlone(String found) {
        TrialBox box = TrialBox.in(files);
        box.host.put(found + "/x", "theirs".getBytes(), "0755", "root:root");
        Map<String, String> before = box.host.state();

        assertThatThrownBy(() -> box.down(Data.DELETE))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HOST_REFUSED))
                .hasMessageContaining("is not nordbox's, and stays as it is: " + found);

        assertThat(box.host.state()).isEqualTo(before);
        assertThat(box.host.effects()).isEmpty();
    }

    @Test
    void aK3sThatSomebodyInstallsAfterDownIsTheirsAndItsDataStays() throws ProblemException {
        TrialBox box = up();
        box.down(Data.KEEP);
        box.host.reconnect();
        box.host.put(K3sFiles.BINARY, "theirs".getBytes(), "0755", "root:root");

        assertThatThrownBy(() -> box.down(Data.DELETE))
                .hasMessageContaining("is not nordbox's, and stays as it is");

        assertThat(box.host.text(K3sFiles.BINARY)).hasValue("theirs");
        assertThat(box.host.files).containsKey("/etc/rancher/k3s/token");
    }

    @Test
    void dataThatWasKeptCanBeDeletedLater() throws ProblemException {
        TrialBox box = up();
        box.down(Data.KEEP);
        box.host.reconnect();

        box.down(Data.DELETE);

        assertThat(box.host.files.keySet()).noneMatch(path -> path.contains("/rancher"));
    }

    @Test
    void upAfterDownOpensTheDataWithItsOwnToken() throws ProblemException {
        TrialBox box = up();
        String token = box.host.text(K3sFiles.TOKEN).orElseThrow();
        box.down(Data.KEEP);
        box.host.reconnect();

        box.up();

        assertThat(box.host.text(K3sFiles.TOKEN)).hasValue(token);
        assertThat(box.plan().changed()).isEmpty();
    }

    private TrialBox up() throws ProblemException {
        TrialBox box = TrialBox.in(files);
        box.up();
        box.host.reconnect();
        return box;
    }
}
