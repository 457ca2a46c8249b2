package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 4.2 of the benchmark, item by item. */
class KubeletChecksTest {
    private final SeenBox box = SeenBox.good();

    @Test
    void aKubeletInOrderPassesAndWhatK3sCannotMeetIsSaid() throws Exception {
        assertThat(finding().result()).isEqualTo(Result.PASS);
        assertThat(finding().observed())
                .startsWith("14 items as the benchmark wants them")
                .contains("k3s cannot meet 4.2.7", "nor 4.2.10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "4.2.1 | {\"enabled\": false} | {\"enabled\": true}",
                "4.2.2 | \"Webhook\" | \"AlwaysAllow\"",
                "4.2.3 | clientCAFile | x",
                "4.2.4 | \"podPidsLimit\" | \"readOnlyPort\": 10255, \"podPidsLimit\"",
                "4.2.5 | \"5m0s\" | \"0s\"",
                "4.2.6 | \"makeIPTablesUtilChains\": true | \"makeIPTablesUtilChains\": false",
                "4.2.8 | \"eventRecordQPS\": 0 | \"eventRecordQPS\": -1",
                "4.2.9 | tlsCertFile | x",
                "4.2.9 | tlsPrivateKeyFile | x",
                "4.2.11 | \"CloudDualStackNodeIPs\": true | \"RotateKubeletServerCertificate\": false",
                "4.2.12 | TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 | TLS_RSA_WITH_AES_128_CBC_SHA",
                "4.2.12 | tlsCipherSuites | x",
                "4.2.13 | \"podPidsLimit\": 512 | \"podPidsLimit\": -1",
                "4.2.14 | \"seccompDefault\": true | \"seccompDefault\": false",
                "protectKernelDefaults | \"protectKernelDefaults\": true | \"x\": true"
            })
    void eachItemIsHeldByItself(String item, String good, String bad) throws Exception {
        box.replace("kubelet", good, bad);

        assertThat(finding().result()).isEqualTo(Result.FAIL);
        assertThat(finding().observed()).startsWith(item + " ").doesNotContain(", 4.2");
    }

    @Test
    void aListThatTakesThePlaceOfOursIsNamed() throws Exception {
        String file = "/etc/rancher/k3s/config.yaml.d/90-ops.yaml";
        box.replace("kubelet", "\"podPidsLimit\": 512", "\"podPidsLimit\": -1");
        assertThat(finding().reason()).isEqualTo("run `up` again");

        box.put("kubelet-lists", file + "\n");

        assertThat(finding().reason()).contains("kubelet-arg+:", file);
    }

    /** The kubelet leaves out what has its default. */
    @Test
    void whatIsNotToldHasTheDefaultWhereThatIsGood() throws Exception {
        box.replace("kubelet", "\"streamingConnectionIdleTimeout\": \"5m0s\",", "")
                .replace("kubelet", "\"makeIPTablesUtilChains\": true,", "")
                .replace("kubelet", "\"eventRecordQPS\": 0,", "");

        assertThat(finding().result()).isEqualTo(Result.PASS);
    }

    @Test
    void aKubeletThatRenewsItsOwnCertificateIsNotToldOfOtherwise() throws Exception {
        box.replace(
                "kubelet", "\"podPidsLimit\"", "\"rotateCertificates\": true, \"podPidsLimit\"");

        assertThat(finding().observed()).contains("4.2.7").doesNotContain("4.2.10");
    }

    private Finding finding() throws Exception {
        return KubeletChecks.all().get("kubelet-configuration").examine(box.seen());
    }
}
