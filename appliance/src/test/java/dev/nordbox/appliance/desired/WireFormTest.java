package dev.nordbox.appliance.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write, as the server keeps it. */
class WireFormTest {

    @Test
    void aFieldThatIsLeftEmptyIsNotOwned() {
        Map<String, Object> sent =
                sent(
                        "apps",
                        "Deployment",
                        "{replicas: null, template: {spec: {nodeSelector: null, containers:"
                                + " [{name: c, args: null}]}}}");

        assertThat(sent).isEqualTo(YamlObject.of("{template: {spec: {containers: [{name: c}]}}}"));
    }

    @Test
    void anEmptyValueOfDataIsOne() {
        Map<String, Object> sent =
                WireForm.of(
                        YamlObject.of("{metadata: {name: a}, data: {k: null}}"),
                        new ResourceKey("", "ConfigMap", "web", "a"),
                        true,
                        Map.of());

        assertThat(Fields.map(sent, "data")).containsEntry("k", null);
    }

    @Test
    void ofACustomResourceANullMayBeMeant() {
        assertThat(sent("example.no", "Widget", "{colour: null}")).containsKey("colour");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{podSelector: {}}                                           | Ingress",
                "{podSelector: {}, ingress: [{}]}                            | Ingress",
                "{podSelector: {}, egress: [{}]}                             | Ingress,Egress",
                "{podSelector: {}, policyTypes: [], egress: [{}]}            | Ingress,Egress",
                "{podSelector: {}, policyTypes: [Egress], egress: [{}]}      | Egress",
            })
    void aNetworkPolicySaysWhatItIsAbout(String spec, String types) {
        assertThat(Fields.list(sent("networking.k8s.io", "NetworkPolicy", spec), "policyTypes"))
                .isEqualTo(List.of((Object[]) types.split(",")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ports: [{port: 80, nodePort: 30080}]}                     | false",
                "{type: ClusterIP, ports: [{port: 80, nodePort: 30080}]}    | false",
                "{type: NodePort, ports: [{port: 80, nodePort: 30080}]}     | true",
                "{type: LoadBalancer, ports: [{port: 80, nodePort: 30080}]} | true",
            })
    void aNodePortGoesWithItsType(String spec, boolean kept) {
        Object port = Fields.list(sent("", "Service", spec), "ports").get(0);

        assertThat(Fields.at(port, "nodePort").isPresent()).isEqualTo(kept);
        assertThat(Fields.number(port, "port")).isEqualTo(80);
    }

    private static Map<String, Object> sent(String group, String kind, String spec) {
        Map<String, Object> written = YamlObject.of("{metadata: {name: a}, spec: " + spec + "}");
        return Fields.map(
                WireForm.of(written, new ResourceKey(group, kind, "web", "a"), true, Map.of()),
                "spec");
    }
}
