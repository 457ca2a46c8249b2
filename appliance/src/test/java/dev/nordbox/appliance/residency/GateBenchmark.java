package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.directory.ManifestFileReader;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the gate costs on a thousand manifests, beside reading the same thousand from their YAML,
 * which a commit costs anyway. {@code ci/bench-gate} prints the ratio.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class GateBenchmark {
    private static final int MANIFESTS = 1000;

    /** Every fifth breaks a rule; Deployments, Services, Ingresses, NetworkPolicies and claims. */
    private static final List<String> KINDS =
            List.of(
                    """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: web-%d, namespace: web}
                    spec:
                      template:
                        spec:
                          initContainers: [{name: i, image: registry.example.no/init@sha256:DIGEST}]
                          containers:
                            - {name: c, image: registry.example.no/web@sha256:DIGEST}
                            - {name: d, image: registry.example.no/side:1}
                    """
                            .replace("DIGEST", "a".repeat(64)),
                    """
                    apiVersion: v1
                    kind: Service
                    metadata: {name: web-%d, namespace: web}
                    spec: {selector: {app: web}, ports: [{port: 80}]}
                    """,
                    """
                    apiVersion: networking.k8s.io/v1
                    kind: Ingress
                    metadata: {name: web-%d, namespace: web}
                    spec:
                      tls: [{hosts: [www.example.no], secretName: tls}]
                      rules: [{host: www.example.no}]
                    """,
                    """
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {name: web-%d, namespace: web}
                    spec:
                      podSelector: {}
                      egress: [{to: [{ipBlock: {cidr: 203.0.113.20/32}}, {podSelector: {}}]}]
                    """,
                    """
                    apiVersion: v1
                    kind: PersistentVolumeClaim
                    metadata: {name: web-%d, namespace: web}
                    spec: {storageClassName: local-path}
                    """);

    private final ResidencyGate gate =
            new ResidencyGate(
                    new ResidencyRules(
                            List.of("registry.example.no/", "other.example.no/"),
                            List.of("rancher/"),
                            List.of("203.0.113.20/32"),
                            List.of("203.0.113.20"),
                            List.of("local-path"),
                            List.of("*.example.no"),
                            List.of("NO"),
                            Map.of("github.com", "US"),
                            Map.of(),
                            Map.of()),
                    Clock.systemUTC());
    private String text = "";
    private List<Manifest> manifests = List.of();

    @Setup
    public void write() throws RenderException {
        text =
                IntStream.range(0, MANIFESTS)
                        .mapToObj(i -> KINDS.get(i % KINDS.size()).formatted(i))
                        .collect(Collectors.joining("---\n"));
        manifests = read();
        int objections = gate().size();
        if (manifests.size() != MANIFESTS || objections != MANIFESTS / KINDS.size()) {
            throw new IllegalStateException(
                    "%d manifests with %d objections".formatted(manifests.size(), objections));
        }
    }

    @Benchmark
    public List<Objection> gate() {
        return gate.examine(manifests);
    }

    @Benchmark
    public List<Manifest> read() throws RenderException {
        return ManifestFileReader.read("all.yaml", text);
    }
}
