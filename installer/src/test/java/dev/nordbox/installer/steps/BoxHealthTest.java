package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a box that does what it did before. */
class BoxHealthTest {
    private static final String VERSION = "v1.36.4+k3s1";
    private static final String WELL = "readyz=ok\nkubelet=" + VERSION + "\ndns=1\nknown=pods\n";

    @Test
    void whatIsWrittenDownComesBackAsHowItWas() {
        String now =
                WELL
                        + """
                        pod=web ReplicaSet/shop-5f7 5f7 Running True
                        pod=web ReplicaSet/shop-5f7 5f7 Running True
                        pod=web Job/nightly - Succeeded False
                        pod=web Job/running - Running True
                        pod=web Pod/starting - Pending
                        """;

        BoxHealth later = BoxHealth.parse(BoxHealth.parse(now).asBefore());

        assertThat(later.readyBefore()).isEqualTo(Map.of("web/ReplicaSet/shop", 2));
        assertThat(later.dnsBefore()).isEqualTo(1);
        assertThat(later.asksNames()).isTrue();
        String deaf = BoxHealth.parse(now).asBefore() + BoxHealth.DEAF_BEFORE + "\n";
        assertThat(BoxHealth.parse(deaf).asksNames()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pod=web ReplicaSet/shop-9 9 Running True | pod=web ReplicaSet/shop-9 9 Running True",
                // scaled down
                "pod=web ReplicaSet/shop-9 9 Running True | pod=web ReplicaSet/other-1 1 Running True",
            })
    void aNewTemplateOfTheSameDeploymentAndFewerPodsAreWell(String one, String two) {
        String before = "dns-before=1\nready-before=web/ReplicaSet/shop 1\n";

        assertThat(BoxHealth.parse(before + WELL + one + "\n" + two + "\n").missing(VERSION))
                .isEmpty();
    }

    @Test
    void fewerPodsThatAreAllReadyAreOfSomebodyWhoScaledDown() {
        String now = "ready-before=web/ReplicaSet/shop 3\n" + WELL + pod("True");

        assertThat(BoxHealth.parse(now).missing(VERSION)).isEmpty();
    }

    @Test
    void aPodThatWasReadyAndIsNotIsMissing() {
        String now = "ready-before=web/ReplicaSet/shop 1\n" + WELL + pod("False");

        assertThat(BoxHealth.parse(now).missing(VERSION))
                .containsExactly("of web/ReplicaSet/shop 0 pods are Ready, and 1 were");
    }

    @Test
    void aPodThatWasNotReadyBeforeEitherIsNobodysFault() {
        assertThat(BoxHealth.parse(WELL + pod("False")).missing(VERSION)).isEmpty();
    }

    @Test
    void dnsIsMissedOnlyWhereItWas() {
        String without = WELL.replace("dns=1", "dns=0");

        assertThat(BoxHealth.parse(without).missing(VERSION)).isEmpty();
        assertThat(BoxHealth.parse("dns-before=2\n" + without).missing(VERSION))
                .containsExactly("the cluster's DNS does not answer");
    }

    @Test
    void theKubeletSaysWhichK3sRuns() {
        assertThat(BoxHealth.parse(WELL).missing("v1.36.5+k3s1"))
                .containsExactly("the node's kubelet is v1.36.4+k3s1, not v1.36.5+k3s1");
    }

    @Test
    void aListOfPodsThatDidNotComeIsNoEmptyOne() {
        assertThat(BoxHealth.parse("readyz=ok\nkubelet=" + VERSION).missing(VERSION))
                .containsExactly("the API does not answer");
    }

    @Test
    void whatMovesLooksDifferent() {
        BoxHealth one = BoxHealth.parse(WELL + pod("False"));

        assertThat(one.sight()).isEqualTo(BoxHealth.parse(WELL + pod("False")).sight());
        assertThat(one.sight()).isNotEqualTo(BoxHealth.parse(WELL + pod("True")).sight());
    }

    private static String pod(String ready) {
        return "pod=web ReplicaSet/shop-5f7 5f7 Running " + ready + "\n";
    }
}
