package dev.nordbox.appliance.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.StatusReader;
import dev.nordbox.appliance.argo.status.StatusRoundTripTest;
import dev.nordbox.appliance.argo.status.StatusWriter;
import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.cluster.K3sServer;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real API server takes the definitions, and objects of them keep what they were given. */
class DefinitionsIT {

    @RegisterExtension static final K3sServer K3S = new K3sServer();

    private static Fabric8Cluster cluster;

    @BeforeAll
    static void install() throws Exception {
        cluster = K3S.connect();
        for (Map<String, Object> definition : Definitions.all()) {
            cluster.apply(Manifest.of(definition, "built in"), ApplyMode.REAL);
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptionsInstanceOf(ApiRefused.class)
                .until(() -> cluster.apply(application("first", ""), ApplyMode.DRY_RUN) != null);
    }

    @AfterAll
    static void disconnect() {
        cluster.close();
    }

    @Test
    void anApplicationReadsBackAsItWasWrittenFieldsUnknownToUsIncluded() throws Exception {
        LiveObject live =
                cluster.apply(application("web", "  whatever: {a: [1]}\n"), ApplyMode.REAL);

        Reading reading = ApplicationReader.read(live.content());
        assertThat(reading.fatal()).isEmpty();
        assertThat(reading.warnings())
                .extracting(SpecProblem::field)
                .containsExactly("spec.whatever");
        assertThat(reading.application().name()).isEqualTo("web");
    }

    @Test
    void aWholeStatusIsStoredWithTheObject() throws Exception {
        ApplicationStatus status = StatusRoundTripTest.everything();
        Map<String, Object> content =
                YamlObject.of(ApplicationReaderTest.USUAL.replace("name: web", "name: told"));
        content.put("metadata", Map.of("name", "told", "namespace", "default"));
        content.put("status", StatusWriter.write(status));

        LiveObject live = cluster.apply(Manifest.of(content, "test"), ApplyMode.REAL);

        assertThat(StatusReader.read(Fields.map(live.content(), "status"))).isEqualTo(status);
    }

    @Test
    void aFieldOfAWrongTypeIsRefusedByTheServerAsWithArgosOwnDefinition() {
        Manifest wrong = application("wrong", "  revisionHistoryLimit: many\n");

        assertThatThrownBy(() -> cluster.apply(wrong, ApplyMode.REAL))
                .isInstanceOf(ApiRefused.class)
                .hasMessageContaining("revisionHistoryLimit");
    }

    private static Manifest application(String name, String more) {
        String yaml =
                ApplicationReaderTest.USUAL
                                .replace("name: web", "name: " + name)
                                .replace("namespace: argocd", "namespace: default")
                        + more;
        return Manifest.of(YamlObject.of(yaml), "test");
    }
}
