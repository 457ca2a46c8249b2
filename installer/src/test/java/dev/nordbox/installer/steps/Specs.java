package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.step.InstallSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Specs for tests; random ones come from {@link RandomConfig}. */
public final class Specs {
    private Specs() {}

    public static InstallSpec plain() {
        return withFirewall(
                new BoxConfig.Firewall(List.of(), List.of(), List.of("80/tcp", "443/tcp")));
    }

    public static InstallSpec withFirewall(BoxConfig.Firewall firewall) {
        Artifact file = new Artifact("a file", Path.of("file"), "0".repeat(64), 0);
        return new InstallSpec(
                new BoxConfig(
                        "fake",
                        Optional.empty(),
                        new BoxConfig.Ssh(
                                "root@203.0.113.7",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new BoxConfig.Git(
                                "file:///repo", "HEAD", "", Optional.empty(), Optional.empty()),
                        new BoxConfig.K3s("v1.36.4+k3s1", List.of(), List.of(), Optional.empty()),
                        firewall,
                        List.of(),
                        Optional.empty()),
                new Artifacts(file, Optional.empty(), Optional.empty(), file, List.of()));
    }

    /**
     * @param apiEndpoint {@code https://host:port}; none: by default
     */
    public static InstallSpec reachedBy(String login, @Nullable String apiEndpoint) {
        return with(
                new BoxConfig.Ssh(login, Optional.empty(), Optional.empty(), Optional.empty()),
                new BoxConfig.Git("file:///repo", "HEAD", "", Optional.empty(), Optional.empty()),
                Optional.ofNullable(apiEndpoint));
    }

    public static InstallSpec withDeployKey(String file) {
        return with(
                plain().config().ssh(),
                new BoxConfig.Git("file:///repo", "HEAD", "", Optional.empty(), Optional.of(file)),
                Optional.empty());
    }

    private static InstallSpec with(
            BoxConfig.Ssh ssh, BoxConfig.Git git, Optional<String> apiEndpoint) {
        BoxConfig plain = plain().config();
        return new InstallSpec(
                new BoxConfig(
                        plain.name(),
                        plain.profile(),
                        ssh,
                        git,
                        new BoxConfig.K3s(plain.k3s().version(), List.of(), List.of(), apiEndpoint),
                        plain.firewall(),
                        plain.namespaces(),
                        plain.templates()),
                plain().artifacts());
    }
}
