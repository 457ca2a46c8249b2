package dev.nordbox.installer.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.config.Flags;
import dev.nordbox.installer.golden.GoldenFolder;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.templates.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class BaselineManifestsTest {
    private static final Flags FLAGS =
            new Flags()
                    .with("ssh.host", "--host", Optional.of("root@203.0.113.7"))
                    .with("git.url", "--repo", Optional.of("git@git.example.no:ops/box.git"));

    @TempDir private Path folder;

    private final BaselineManifests manifests = new BaselineManifests(Templates.bundled());

    @ParameterizedTest
    @ValueSource(strings = {"nothing-said", "two-namespaces"})
    void rendersWhatWasReviewed(String name) throws ProblemException {
        GoldenFolder golden = GoldenFolder.of(BaselineManifestsTest.class, name);
        BoxConfig config = config(golden.input("nordbox.yaml"));

        Map<String, String> rendered = new TreeMap<>();
        for (BaselineObject object : manifests.render(config, "203.0.113.7")) {
            String namespace = object.namespace().isEmpty() ? "cluster" : object.namespace();
            rendered.put(
                    "%s/%s-%s.yaml".formatted(namespace, object.kind(), object.name()),
                    object.yaml());
        }
        golden.assertMatches(rendered);
    }

    @Test
    void everyDocumentIsWhatItsKeySaysAndCarriesTheLabel() throws ProblemException {
        List<BaselineObject> objects = manifests.render(twoNamespaces(), "2001:db8::7");

        for (BaselineObject object : objects) {
            Map<?, ?> document = parse(object.yaml());
            Map<?, ?> metadata = (Map<?, ?>) document.get("metadata");
            assertThat(document.get("kind")).isEqualTo(object.kind());
            assertThat(metadata.get("name")).isEqualTo(object.name());
            assertThat(Optional.ofNullable((String) metadata.get("namespace")).orElse(""))
                    .isEqualTo(object.namespace());
            String[] label = BaselineObject.LABEL.split("=");
            assertThat(((Map<?, ?>) metadata.get("labels")).get(label[0])).isEqualTo(label[1]);
        }
        assertThat(objects.stream().map(BaselineObject::toString)).doesNotHaveDuplicates();
    }

    @Test
    void namespacesComeBeforeWhatIsInThemAndTheDenialBeforeTheAllowances() throws ProblemException {
        HashSet<String> there = new HashSet<>(List.of("", "kube-system"));
        HashSet<String> closed = new HashSet<>(List.of("kube-system"));
        for (BaselineObject object : manifests.render(twoNamespaces(), "203.0.113.7")) {
            assertThat(there).contains(object.namespace());
            if (object.kind().equals("Namespace")) {
                there.add(object.name());
            } else if (object.name().equals("np-00-default-deny")) {
                closed.add(object.namespace());
            } else {
                assertThat(closed).contains(object.namespace());
            }
        }
        assertThat(closed).containsAll(List.of("web", "data", "default", "nordbox-system"));
    }

    @Test
    void aFlowToEverywhereLeavesTheMetadataServiceClosed() throws ProblemException {
        String toEverywhere =
                manifests.render(twoNamespaces(), "203.0.113.7").stream()
                        .map(BaselineObject::yaml)
                        .filter(yaml -> yaml.contains("egress of app=web to 0.0.0.0/0 443/tcp"))
                        .findFirst()
                        .orElseThrow();

        assertThat(toEverywhere).contains("except:\n              - \"169.254.169.254/32\"\n");
    }

    /**
     * Kubernetes guesses the directions of a policy that names none from its rules, and rules that
     * somebody adds later do not extend the guess.
     */
    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "2001:db8::7"})
    void everyPolicyNamesTheDirectionsItHasRulesFor(String api) throws Exception {
        List<BaselineObject> policies = new ArrayList<>();
        for (BoxConfig config : List.of(twoNamespaces(), config(everything()))) {
            manifests.render(config, api).stream()
                    .filter(object -> object.kind().equals("NetworkPolicy"))
                    .forEach(policies::add);
        }

        assertThat(policies).hasSizeGreaterThan(40);
        for (BaselineObject policy : policies) {
            Map<?, ?> spec = (Map<?, ?>) parse(policy.yaml()).get("spec");
            List<?> types = (List<?>) spec.get("policyTypes");
            assertThat(types).as(policy.toString()).isNotNull().isNotEmpty();
            for (String direction : List.of("Ingress", "Egress")) {
                if (spec.containsKey(direction.toLowerCase(Locale.ROOT))) {
                    assertThat(types.contains(direction)).as(policy + " " + direction).isTrue();
                }
            }
        }
    }

    @Test
    void everyTemplateOfAPolicyNamesItsDirections() {
        Templates templates = Templates.bundled();
        List<String> policies =
                templates.paths().stream()
                        .filter(path -> source(path).contains("kind: NetworkPolicy"))
                        .toList();

        assertThat(policies).hasSizeGreaterThan(10);
        assertThat(policies)
                .allSatisfy(
                        path ->
                                assertThat(source(path))
                                        .as(path)
                                        .containsPattern("(?m)^  policyTypes: \\[\\S.*]$"));
    }

    private static String source(String path) {
        try {
            return Files.readString(Path.of("../templates/files", path + ".ftl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each direction to each kind of peer, with pods and ports or without. */
    private Path everything() throws IOException {
        StringBuilder text =
                new StringBuilder(
                        """
                        apiVersion: nordbox.no/v1alpha1
                        kind: Box
                        namespaces:
                          - name: web
                            intraNamespace: true
                            quota: {pods: "20"}
                            limits: {defaults: {memory: 256Mi}}
                            allow:
                        """);
        for (String direction : List.of("ingress", "egress")) {
            for (String peer :
                    List.of(
                            "{namespace: data}",
                            "{namespace: data, pods: {app: db}}",
                            "{cidr: 203.0.113.20/32}",
                            "{cidr: 0.0.0.0/0}",
                            "{cidr: \"::/0\"}",
                            "{kubeApi: true}")) {
                for (String rest :
                        List.of("", ", pods: {app: web}", ", ports: [8080/tcp, 53/udp]")) {
                    if (!peer.contains("kubeApi") || direction.equals("egress")) {
                        text.append(
                                "      - {direction: %s, peer: %s%s}\n"
                                        .formatted(direction, peer, rest));
                    }
                }
            }
        }
        text.append("  - name: data\n    intraNamespace: false\n");
        return Files.writeString(folder.resolve("nordbox.yaml"), text);
    }

    @Test
    void theEndpointMustBeAnAddress() throws ProblemException {
        BoxConfig config = twoNamespaces();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manifests.render(config, "box.example.no"));
    }

    private static BoxConfig twoNamespaces() throws ProblemException {
        return config(
                GoldenFolder.of(BaselineManifestsTest.class, "two-namespaces")
                        .input("nordbox.yaml"));
    }

    private static BoxConfig config(Path file) throws ProblemException {
        return new BoxConfigReader(Path.of("/home/ops")).read(Optional.of(file), FLAGS);
    }

    private static Map<?, ?> parse(String yaml) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }
}
