package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.RegistryConfig;
import dev.nordbox.installer.config.RegistryConfig.Mirror;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where images come from, as a person says it. */
class RegistriesTest {
    private static final String PATH = RegistriesModel.PATH;

    @TempDir private Path files;
    private TrialBox box;
    private Path login;

    @BeforeEach
    void loginOfAMirror() throws IOException {
        box = TrialBox.in(files);
        login = keep("mirror-login", "username: robot\npassword: \"c4n4ry: 1\"\n", "rw-------");
    }

    @Test
    void whatIsSaidIsWrittenAsK3sHasIt() throws ProblemException {
        box.withK3s(box.spec.config().k3s().with(registries(false)));

        box.up();

        assertThat(box.host.text(PATH))
                .contains(
                        """
                        # Written by nordbox from k3s.registries of nordbox.yaml; a change here is undone by the next `up`.
                        mirrors:
                          "*":
                            endpoint: ["https://a.example.no", "https://b.example.no"]
                          "docker.io":
                            endpoint: ["https://mirror.example.no"]
                            rewrite:
                              "^library/(.*)": "hub/library/$1"
                        configs:
                          "docker.io":
                            auth:
                              username: "robot"
                              password: "c4n4ry: 1"
                          "registry-1.docker.io":
                            auth:
                              username: "robot"
                              password: "c4n4ry: 1"
                        """);
        assertThat(box.host.files.get(PATH).mode()).isEqualTo("0600");
        assertThat(box.cluster.restarts)
                .singleElement()
                .asString()
                .contains("disable-default-registry-endpoint: true");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void theRegistriesThemselvesStayOpenUnlessTheyAreClosed() throws ProblemException {
        box.withK3s(box.spec.config().k3s().with(registries(true)));

        box.up();

        assertThat(box.cluster.restarts.get(0)).doesNotContain("disable-default-registry-endpoint");
    }

    @Test
    void aPlanShowsNoPassword() throws ProblemException {
        box.up();
        box.withK3s(box.spec.config().k3s().with(registries(false)));

        InstallReport plan = box.plan();

        assertThat(plan.changed())
                .extracting(StepResult::id)
                .contains("registries", "k3s-files", "k3s-start");
        assertThat(plan.files())
                .filteredOn(file -> file.path().equals(PATH))
                .singleElement()
                .extracting(FileDifference::diff)
                .isEqualTo(List.of());
        assertThat(plan.toString()).doesNotContain("c4n4ry");
    }

    @Test
    void norDoesOneThatTakesTheLoginsAway() throws ProblemException {
        box.withK3s(box.spec.config().k3s().with(registries(false)));
        box.up();
        box.withK3s(box.spec.config().k3s().with(RegistryConfig.NONE));
        box.host.reconnect();

        assertThat(box.plan().files()).noneMatch(file -> file.diff().toString().contains("c4n4ry"));
    }

    @Test
    void anEditIsUndoneAndK3sStartedAgainOnlyIfItHasReadIt() throws ProblemException {
        box.withK3s(box.spec.config().k3s().with(registries(false)));
        box.up();
        byte[] ours = box.host.files.get(PATH).content();

        box.host.put(PATH, "mirrors: {}\n".getBytes(), "0644", "root:root");
        box.host.reconnect();
        assertThat(box.up().changed()).extracting(StepResult::id).containsExactly("registries");
        assertThat(box.host.files.get(PATH).content()).isEqualTo(ours);
        assertThat(box.host.files.get(PATH).mode()).isEqualTo("0600");
        assertThat(box.cluster.restarts).hasSize(1);

        box.host.put(PATH, "mirrors: {}\n".getBytes(), "0600", "root:root");
        box.host.started(K3sFiles.UNIT);
        box.host.reconnect();
        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .containsExactly("registries", "k3s-start");
        assertThat(box.cluster.restarts).hasSize(2);
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void whatIsNotSaidAnyMoreGoes() throws ProblemException {
        box.withK3s(box.spec.config().k3s().with(registries(false)));
        box.up();
        box.withK3s(box.spec.config().k3s().with(RegistryConfig.NONE));
        box.host.reconnect();

        box.up();

        assertThat(box.host.text(PATH)).isEmpty();
        assertThat(box.cluster.restarts).hasSize(2);
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void aFileThatAPersonWroteIsNotOverwritten() {
        box.host.put(PATH, "mirrors: {}\n".getBytes(), "0600", "root:root");
        box.withK3s(box.spec.config().k3s().with(registries(false)));

        assertThatThrownBy(box::up)
                .hasMessageContaining("registries.yaml is not nordbox's, and k3s.registries says")
                .hasMessageContaining("then remove it from the host");
        assertThat(box.host.text(PATH)).contains("mirrors: {}\n");
    }

    @Test
    void loginsThatCannotBeUsedAreToldAllAtOnce() throws IOException {
        Path open = keep("open", "username: robot\npassword: c4n4ry\n", "rw-r--r--");
        Path half = keep("half", "username: robot\n", "rw-------");
        Map<String, String> auth =
                Map.of(
                        "a.example.no", open.toString(),
                        "b.example.no", half.toString(),
                        "c.example.no", files.resolve("none").toString());
        box.withK3s(box.spec.config().k3s().with(new RegistryConfig(Map.of(), auth, true)));

        assertThatThrownBy(box::plan)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID))
                .hasMessageContaining("others can read it")
                .hasMessageContaining("chmod 600 " + open)
                .hasMessageContaining("it has no password")
                .hasMessageContaining("the login cannot be read")
                .hasMessageNotContaining("c4n4ry");
    }

    @Test
    void aNewPasswordIsBrought() throws Exception {
        box.withK3s(box.spec.config().k3s().with(registries(false)));
        box.up();
        keep("mirror-login", "username: robot\npassword: other\n", "rw-------");
        box.host.reconnect();

        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .containsExactly("registries", "k3s-start");
        assertThat(box.host.text(PATH).orElseThrow()).contains("\"other\"");
    }

    private RegistryConfig registries(boolean defaultEndpoint) {
        return new RegistryConfig(
                Map.of(
                        "docker.io",
                        new Mirror(
                                List.of("https://mirror.example.no"),
                                Map.of("^library/(.*)", "hub/library/$1")),
                        "*",
                        new Mirror(
                                List.of("https://a.example.no", "https://b.example.no"), Map.of())),
                Map.of("docker.io", login.toString()),
                defaultEndpoint);
    }

    private Path keep(String name, String text, String mode) throws IOException {
        Path file = Files.writeString(files.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
