package dev.nordbox.installer.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.config.Flags;
import dev.nordbox.installer.golden.GoldenFolder;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.templates.Templates;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class BaselineManifestsTest {
    private static final Flags FLAGS =
            new Flags()
                    .with("ssh.host", "--host", Optional.of("root@203.0.113.7"))
                    .with("git.url", "--repo", Optional.of("git@git.example.no:ops/box.git"));

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
