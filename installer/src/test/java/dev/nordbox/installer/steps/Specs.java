package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.step.InstallSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Specs for tests: a plain one, and random valid ones. */
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
                        new BoxConfig.Ssh("root@203.0.113.7", Optional.empty(), Optional.empty()),
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
    static InstallSpec reachedBy(String login, @Nullable String apiEndpoint) {
        return with(
                new BoxConfig.Ssh(login, Optional.empty(), Optional.empty()),
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

    /** Any valid firewall: some or no admins, SSH ranges and open ports, IPv4 and IPv6. */
    public static InstallSpec random(RandomGenerator random) {
        return withFirewall(
                new BoxConfig.Firewall(
                        some(random, () -> cidr(random)),
                        some(random, () -> cidr(random)),
                        some(random, () -> port(random))));
    }

    private static List<String> some(
            RandomGenerator random, java.util.function.Supplier<String> one) {
        return java.util.stream.Stream.generate(one).limit(random.nextInt(4)).toList();
    }

    private static String cidr(RandomGenerator random) {
        if (random.nextBoolean()) {
            return "2001:db8:%x::/%d".formatted(random.nextInt(65536), random.nextInt(48, 129));
        }
        String address = "198.51.%d.%d".formatted(random.nextInt(256), random.nextInt(256));
        return random.nextBoolean() ? address : address + "/" + random.nextInt(8, 33);
    }

    private static String port(RandomGenerator random) {
        int first = random.nextInt(1, 60_000);
        String range = random.nextBoolean() ? "" : "-" + (first + random.nextInt(100));
        return first + range + (random.nextBoolean() ? "/tcp" : "/udp");
    }
}
