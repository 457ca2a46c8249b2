package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfig.Flow;
import dev.nordbox.installer.config.BoxConfig.Limits;
import dev.nordbox.installer.config.BoxConfig.NamespaceConfig;
import dev.nordbox.installer.config.BoxConfig.Peer;
import dev.nordbox.installer.config.Hardening;
import dev.nordbox.installer.config.ProxyConfig;
import dev.nordbox.installer.config.RegistryConfig;
import dev.nordbox.installer.config.Taint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Any valid configuration: everything that a person can say and a step reads. */
record RandomConfig(RandomGenerator random, Path deployKey) {

    BoxConfig next() {
        return new BoxConfig(
                "fake",
                Optional.empty(),
                new BoxConfig.Ssh(
                        oneOf("root@203.0.113.7", "ops@box.2nd:2222", "[2001:db8::7]"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                git(),
                k3s(),
                firewall(),
                proxy(),
                new Hardening(
                        random.nextBoolean(),
                        random.nextBoolean(),
                        true,
                        random.nextBoolean(),
                        random.nextBoolean()),
                namespaces(),
                Optional.empty(),
                new BoxConfig.Controller(
                        oneOf(BoxConfig.Redis.values()),
                        random.nextBoolean() ? Optional.of(8128) : Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }

    private BoxConfig.Git git() {
        String url =
                oneOf(
                        "",
                        "git@git.example.no:ops/box.git",
                        "ssh://git@git.example.no:2222/ops/box.git",
                        "https://git.example.no/ops/box.git",
                        "file:///srv/box.git");
        return new BoxConfig.Git(
                url,
                oneOf("HEAD", "main", "v1.2.0"),
                oneOf("", "clusters/prod"),
                Optional.of(TrialBox.GIT_KEY),
                random.nextBoolean() ? Optional.of(deployKey.toString()) : Optional.empty());
    }

    private BoxConfig.K3s k3s() {
        return new BoxConfig.K3s(
                "v1.36.4+k3s1",
                some(() -> oneOf("api.example.no", "203.0.113.9", "2001:db8::9")),
                some(() -> oneOf("traefik", "servicelb", "metrics-server")),
                random.nextBoolean()
                        ? Optional.of(oneOf("https://api.example.no:6443", "https://api.2nd:443"))
                        : Optional.empty(),
                true,
                random.nextBoolean() ? registries() : RegistryConfig.NONE,
                random.nextBoolean()
                        ? Map.of(oneOf("disk", "example.no/rack"), oneOf("", "a7"))
                        : Map.of(),
                some(() -> new Taint(oneOf("batch", "example.no/slow"), "yes", "PreferNoSchedule")),
                List.of());
    }

    private ProxyConfig proxy() {
        return random.nextBoolean()
                ? ProxyConfig.NONE
                : new ProxyConfig(
                        random.nextBoolean()
                                ? Optional.of("http://10.0.0.5:3128")
                                : Optional.empty(),
                        Optional.of(oneOf("http://proxy.example.no:3128/", "http://[::5]:80")),
                        some(() -> oneOf(".example.no", "10.0.0.0/8", "2001:db8::9")),
                        Optional.empty());
    }

    private RegistryConfig registries() {
        RegistryConfig.Mirror mirror =
                new RegistryConfig.Mirror(
                        List.of(oneOf("https://a.example.no", "http://10.0.0.5:5000")),
                        random.nextBoolean() ? Map.of("^(.*)$", "hub/$1") : Map.of());
        return new RegistryConfig(
                Map.of(oneOf("*", "docker.io", "quay.io"), mirror), Map.of(), random.nextBoolean());
    }

    private BoxConfig.Firewall firewall() {
        return new BoxConfig.Firewall(some(this::cidr), some(this::cidr), some(this::port));
    }

    private List<NamespaceConfig> namespaces() {
        List<NamespaceConfig> namespaces = new ArrayList<>();
        for (String name : List.of("default", "web", "data")) {
            if (random.nextBoolean()) {
                namespaces.add(
                        new NamespaceConfig(
                                name,
                                oneOf("restricted", "baseline", "privileged"),
                                random.nextBoolean() ? Map.of() : Map.of("pods", "20"),
                                random.nextBoolean()
                                        ? new Limits(Map.of(), Map.of())
                                        : new Limits(
                                                Map.of("memory", "256Mi"), Map.of("cpu", "10m")),
                                random.nextBoolean(),
                                some(this::flow)));
            }
        }
        return namespaces;
    }

    private Flow flow() {
        Peer peer =
                switch (random.nextInt(3)) {
                    case 0 -> new Peer.Namespace(oneOf("web", "kube-system"), labels());
                    case 1 -> new Peer.Cidr(oneOf("203.0.113.20/32", "2001:db8:1::/48"));
                    default -> new Peer.KubeApi();
                };
        String direction = peer instanceof Peer.KubeApi ? "egress" : oneOf("ingress", "egress");
        return new Flow(
                direction, labels(), peer, some(() -> oneOf("8080/tcp", "53/udp", "5432/tcp")));
    }

    private Map<String, String> labels() {
        return random.nextBoolean() ? Map.of() : Map.of("app", oneOf("shop", "operator"));
    }

    private String cidr() {
        if (random.nextBoolean()) {
            return "2001:db8:%x::/%d".formatted(random.nextInt(65536), random.nextInt(48, 129));
        }
        String address = "198.51.%d.%d".formatted(random.nextInt(256), random.nextInt(256));
        return random.nextBoolean() ? address : address + "/" + random.nextInt(8, 33);
    }

    private String port() {
        int first = random.nextInt(1, 60_000);
        String range = random.nextBoolean() ? "" : "-" + (first + random.nextInt(100));
        return first + range + (random.nextBoolean() ? "/tcp" : "/udp");
    }

    private <T> List<T> some(Supplier<T> one) {
        return Stream.generate(one).limit(random.nextInt(4)).distinct().toList();
    }

    @SafeVarargs
    private <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
