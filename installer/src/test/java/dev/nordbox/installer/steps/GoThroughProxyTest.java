package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.ProxyConfig;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.FileDifference;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way out through somebody's proxy. */
class GoThroughProxyTest {
    private static final String PATH = ProxyEnvironment.PATH;
    private static final String READ_BY = "EnvironmentFile=-" + PATH;
    private static final String OF_PEOPLE = "/etc/default/k3s";

    @TempDir private Path files;
    private TrialBox box;

    @BeforeEach
    void makeABox() {
        box = TrialBox.in(files);
    }

    @Test
    void itIsWrittenWithTheBoxItselfAndItsClusterExceptedAndReadByWhoeverGoesOut()
            throws ProblemException {
        box.withConfig(box.spec.config().with(proxy(Optional.empty())));

        box.up();

        assertThat(box.host.text(PATH).orElseThrow())
                .contains(
                        """
                        HTTP_PROXY="http://10.0.0.5:3128"
                        CONTAINERD_HTTP_PROXY="http://10.0.0.5:3128"
                        HTTPS_PROXY="http://proxy.example.no:3128"
                        CONTAINERD_HTTPS_PROXY="http://proxy.example.no:3128"
                        NO_PROXY="localhost,127.0.0.0/8,::1,.svc,.cluster.local,169.254.169.254,\
                        10.42.0.0/16,10.43.0.0/16,fake,203.0.113.7,.example.no,10.0.0.0/8"
                        """);
        assertThat(box.host.files.get(PATH).mode()).isEqualTo("0600");
        assertThat(box.host.files.get(PATH).owner()).isEqualTo("root:root");
        assertThat(unit(K3sFiles.UNIT)).contains(READ_BY);
        assertThat(box.host.text(PATH).orElseThrow())
                .contains("\nCONTAINERD_NO_PROXY=\"localhost,127.0.0.0/8,");
        assertThat(unit(ControllerPaths.UNIT)).contains(READ_BY);
        assertThat(box.plan().changed()).isEmpty();
    }

    /** k3s copies HTTPS_PROXY of its own into the pods that install charts. */
    @Test
    void k3sHandsItToContainerdAlone() throws ProblemException {
        box.withConfig(box.spec.config().with(proxy(Optional.empty())));

        box.up();

        assertThat(unit(K3sFiles.UNIT))
                .contains(READ_BY, "\nUnsetEnvironment=HTTP_PROXY HTTPS_PROXY NO_PROXY\n");
        assertThat(unit(ControllerPaths.UNIT)).doesNotContain("UnsetEnvironment");
    }

    @Test
    void withoutOneNobodyReadsAnyAndNothingIsStartedAnew() throws ProblemException {
        box.up();

        assertThat(box.host.text(PATH)).isEmpty();
        assertThat(unit(K3sFiles.UNIT)).doesNotContain(PATH);
        assertThat(unit(ControllerPaths.UNIT)).doesNotContain(PATH);
    }

    @Test
    void aLoginComesFromItsFileAndShowsNowhere() throws Exception {
        box.up();
        Path login = login("username: ro:bot\npassword: \"can@ry 1%\"\n");
        box.withConfig(box.spec.config().with(proxy(Optional.of(login.toString()))));
        box.host.reconnect();

        InstallReport plan = box.plan();
        assertThat(plan.changed()).extracting(StepResult::id).contains("proxy", "k3s-start");
        assertThat(plan.files())
                .filteredOn(file -> file.path().equals(PATH))
                .singleElement()
                .extracting(FileDifference::diff)
                .isEqualTo(List.of());
        assertThat(plan.toString()).doesNotContain("can@ry", "can%40ry");

        InstallReport done = box.up();
        assertThat(box.host.text(PATH).orElseThrow())
                .contains(
                        "HTTPS_PROXY=\"http://ro%3Abot:can%40ry%201%25@proxy.example.no:3128\"\n");
        assertThat(done.toString() + box.host.effects()).doesNotContain("can@ry", "can%40ry");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void anotherOneIsTakenUpByK3sAndController() throws ProblemException {
        box.withConfig(box.spec.config().with(proxy(Optional.empty())));
        box.up();
        ProxyConfig other =
                new ProxyConfig(
                        Optional.empty(),
                        Optional.of("http://other.example.no:8080"),
                        List.of(),
                        Optional.empty());
        box.withConfig(box.spec.config().with(other));
        box.host.reconnect();

        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .containsExactly("proxy", "k3s-start", "controller-start");
        assertThat(box.host.text(PATH).orElseThrow()).doesNotContain("HTTP_PROXY=");
        assertThat(box.cluster.restarts).hasSize(2);
    }

    @Test
    void anEditIsUndoneAndWhoHasReadItStartedAgain() throws ProblemException {
        box.withConfig(box.spec.config().with(proxy(Optional.empty())));
        box.up();
        byte[] ours = box.host.files.get(PATH).content();

        box.host.put(PATH, "HTTPS_PROXY=http://x:1\n".getBytes(), "0600", "root:root");
        box.host.started(K3sFiles.UNIT);
        box.host.reconnect();

        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .containsExactly("proxy", "k3s-start");
        assertThat(box.host.files.get(PATH).content()).isEqualTo(ours);
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void notSaidAnyMoreItIsGoneAndWhatPeopleWroteStays() throws ProblemException {
        box.host.put(OF_PEOPLE, "GOGC=50\n".getBytes(), "0644", "root:root");
        box.withConfig(box.spec.config().with(proxy(Optional.empty())));
        box.up();
        box.withConfig(box.spec.config().with(ProxyConfig.NONE));
        box.host.reconnect();

        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .containsExactly(
                        "proxy", "k3s-unit", "k3s-start", "controller", "controller-start");

        assertThat(box.host.text(PATH)).isEmpty();
        assertThat(unit(K3sFiles.UNIT)).doesNotContain(PATH);
        assertThat(box.host.text(OF_PEOPLE)).contains("GOGC=50\n");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void oneThatPeopleSaidOnTheHostIsNamedAndLeftAlone() throws ProblemException {
        box.host.put(OF_PEOPLE, "HTTPS_PROXY=http://a:1\n".getBytes(), "0644", "root:root");
        box.host.machine.k3sProxySaidIn.add(OF_PEOPLE);
        box.up();
        box.withConfig(box.spec.config().with(proxy(Optional.empty())));
        box.host.reconnect();

        assertThatThrownBy(box::up)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID))
                .hasMessageContaining("said twice: as `proxy`, and in " + OF_PEOPLE)
                .hasMessageContaining("its other lines count on");
        assertThat(box.host.effects()).isEmpty();
        assertThat(box.host.text(OF_PEOPLE)).contains("HTTPS_PROXY=http://a:1\n");
    }

    @Test
    void aLoginThatCannotBeReadIsToldWithoutIt() throws Exception {
        Path login = login("username: robot\n");
        box.withConfig(box.spec.config().with(proxy(Optional.of(login.toString()))));

        assertThatThrownBy(box::plan).hasMessageContaining("it has no password");
    }

    @Test
    void downTakesItAway() throws ProblemException {
        box.withConfig(box.spec.config().with(proxy(Optional.empty())));
        box.up();
        box.host.reconnect();

        box.down(RemovalSteps.Data.KEEP);

        assertThat(box.host.text(PATH)).isEmpty();
    }

    private static ProxyConfig proxy(Optional<String> login) {
        return new ProxyConfig(
                Optional.of("http://10.0.0.5:3128"),
                Optional.of("http://proxy.example.no:3128/"),
                List.of(".example.no", "10.0.0.0/8"),
                login);
    }

    private String unit(String name) {
        return box.host.text(SystemdUnit.path(name)).orElseThrow();
    }

    private Path login(String text) throws IOException {
        Path file = Files.writeString(files.resolve("proxy-login"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
