package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script, over what kubectl answers to its templates. */
class GatewayDefinitionsScriptTest {
    @TempDir private Path folder;
    private LocalShell shell;
    private Path etc;

    @BeforeEach
    void aServerWithK3s() throws IOException {
        shell = LocalShell.in(folder);
        etc = Files.createDirectories(folder.resolve("k3s/config.yaml.d")).getParent();
        shell.file("/etc/rancher/k3s", etc);
        shell.program(
                "k3s",
                """
                case $* in
                    *customresourcedefinitions*)
                        echo 'gateways.gateway.networking.k8s.io traefik-crd v1.4.0 -'
                        echo 'grpcroutes.gateway.networking.k8s.io - v1.5.0 gateway:x/y'
                        echo 'httproutes.gateway.networking.k8s.io - - -'
                        ;;
                    *) echo policy ;;
                esac""");
    }

    @Test
    void whatOthersBroughtAndThePolicyAreTold() throws Exception {
        assertThat(told())
                .containsExactly(
                        "grpcroutes.gateway.networking.k8s.io v1.5.0 gateway:x/y",
                        "httproutes.gateway.networking.k8s.io - -",
                        "policy");
    }

    @Test
    void whatK3sIsToldToLeaveOutIsToldToo() throws Exception {
        Files.writeString(etc.resolve("config.yaml"), "disable:\n  - \"traefik\"\n");
        assertThat(told()).endsWith("policy", "without-traefik");

        Files.writeString(
                etc.resolve("config.yaml.d/own.yaml"), "disable:\n- gateway-api-crd\n- traefik2\n");
        assertThat(told()).endsWith("policy", "left-out", "without-traefik");
    }

    @Test
    void whereNobodyAnswersThereIsNothingToTell() throws Exception {
        shell.program("k3s", "exit 1");

        assertThat(told()).isEmpty();
    }

    private List<String> told() throws Exception {
        return shell.run("gateway-definitions.sh").stdout().lines().toList();
    }
}
