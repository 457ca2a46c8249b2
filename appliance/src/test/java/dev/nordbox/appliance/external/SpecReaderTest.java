package dev.nordbox.appliance.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReaderTest {
    private static final String DATA =
            "secretStoreRef: {name: v}, data: [{secretKey: a, remoteRef: {key: k}}]";

    @Test
    void whatIsNotSaidIsAsExternalSecretsHasIt() throws Exception {
        ExternalSecretSpec spec = read(DATA);

        assertThat(spec.store()).hasValue(new StoreRef("SecretStore", "v"));
        assertThat(spec.target())
                .isEqualTo(
                        new ExternalSecretSpec.Target(
                                "db",
                                CreationPolicy.OWNER,
                                DeletionPolicy.RETAIN,
                                false,
                                Optional.empty()));
        assertThat(spec.refresh()).isEqualTo(RefreshPolicy.PERIODIC);
        assertThat(spec.interval()).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "syncWindows: {kind: allow} | spec.syncWindows is not honoured",
                "target: {manifest: {kind: ConfigMap}} | spec.target.manifest is not honoured",
                "target: {template: {engineVersion: v1}} | v1 is not honoured; one of [v2]",
                "dataFrom: [{sourceRef: {generatorRef: {kind: P}}}] | generatorRef is not honoured",
                "dataFrom: [{extract: {key: a}, rewrite: [{merge: {into: x}}]}] | rewrite[0].merge is not honoured",
                "dataFrom: [{extract: {key: a, find: {}}}] | spec.dataFrom[0].extract.find is not honoured",
                "dataFrom: [{find: {path: a}}] | spec.dataFrom[0].find: name or tags has to be set",
                "refreshInterval: daily | spec.refreshInterval: daily is no duration",
                "later: 1 | spec.later is not honoured",
                "target: {creationPolicy: Merge, deletionPolicy: Delete} | Please set creationPolicy=Owner",
                "target: {creationPolicy: None, deletionPolicy: Merge} | There is no Secret to merge with",
                "target: {template: {type: bootstrap.kubernetes.io/token}} | is not allowed",
                "target: {template: {type: kubernetes.io/service-account-token}} | is not allowed",
                "target: {template: {templateFrom: [{literal: x, target: spec}]}} | templateFrom[0].target: spec",
                "dataFrom: [{find: {name: {regexp: a}, tags: {a: b}}}] | spec.dataFrom[0].find: only one of name, tags can be honoured",
                "dataFrom: [{extract: {key: a, version: '1', metadataPolicy: Fetch}}] | spec.dataFrom[0].extract: version is not honoured with metadataPolicy Fetch",
                "dataFrom: [{extract: {key: a}, rewrite: [{regexp: {source: a}, transform: {template: b}}]}] | rewrite[0]: only one of regexp, transform can be honoured",
                "dataFrom: [{extract: {key: a}, rewrite: [{}]}] | rewrite[0]: regexp or transform has to be set",
                "dataFrom: [{extract: {key: a}, sourceRef: {storeRef: {kind: SecretStore}}}] | spec.dataFrom[0].sourceRef.storeRef.name: has to be there",
                "target: {template: {templateFrom: [{target: Data}]}} | templateFrom[0]: configMap, secret or literal has to be set",
                "target: {template: {templateFrom: [{configMap: {name: c}}]}} | templateFrom[0].configMap.items: has to be there",
                "target: {template: {templateFrom: [{secret: {name: c, items: []}}]}} | templateFrom[0].secret.items: has to be there",
                "target: {template: {templateFrom: [{secret: {items: [{}]}}]}} | templateFrom[0].secret.items[0].key: has to be there"
            })
    void whatIsNotHonouredIsNamed(String more, String named) {
        assertThatThrownBy(() -> read(DATA + ", " + more))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining(named)
                .matches(e -> !((CannotSync) e).again());
    }

    @Test
    void aSingleKeyHasNoVersionOfItsMetadata() {
        String data =
                "secretStoreRef: {name: v}, data: [{secretKey: a, remoteRef: {key: k, version: '1',"
                        + " metadataPolicy: Fetch}}]";

        assertThatThrownBy(() -> read(data))
                .hasMessage(
                        "spec.data[0].remoteRef: version is not honoured with metadataPolicy Fetch");
    }

    @Test
    void allOfItIsNamedAtOnce() {
        assertThatThrownBy(() -> read("one: 1, two: 2"))
                .hasMessageContaining("spec.one")
                .hasMessageContaining("spec.two")
                .hasMessageContaining("either data or dataFrom should be specified");
        assertThatThrownBy(() -> read("data: [{secretKey: a, remoteRef: {key: k}}]"))
                .hasMessage("spec.secretStoreRef.name: has to be there");
    }

    @ParameterizedTest
    @CsvSource({
        "1h30m, 5400000",
        "1.5s, 1500",
        "0, 0",
        "0s, 0",
        "500ms, 500",
        "2h45m0.5s, 9900500"
    })
    void durationsAreGos(String text, long millis) {
        assertThat(GoDurations.parse(text)).hasValue(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"1", "1d", "-1s", "s", "1h 5m", "''"})
    void whatIsNoDurationIsNone(String text) {
        assertThat(GoDurations.parse(text)).isEmpty();
    }

    private static ExternalSecretSpec read(String spec) throws CannotSync {
        return SpecReader.read(ObjectsOfTests.external("{spec: {" + spec + "}}").content());
    }
}
