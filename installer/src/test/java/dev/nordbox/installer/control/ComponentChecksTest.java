package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentChecksTest {
    private final SeenBox box = SeenBox.good();

    @Test
    void aBoxAsWeSetItUpPasses() throws Exception {
        assertThat(finding().result()).isEqualTo(Result.PASS);
    }

    /**
     * One of each way to be wrong: another value, none, one that must not be there, one too many.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2.1  | --anonymous-auth=false      | --anonymous-auth=true",
                "1.2.2  | --profiling=false           | --token-auth-file=/etc/tokens",
                "1.2.6  | =Node,RBAC                  | =Node,RBAC,AlwaysAllow",
                "1.2.7  | =Node,RBAC                  | =RBAC",
                "1.2.3  | ,DenyServiceExternalIPs     | ,AlwaysAdmit",
                "1.2.10 | ,DenyServiceExternalIPs     | ,AlwaysAdmit",
                "1.2.27 | --encryption-provider-config | --x",
                "1.2.30 | token-expiration=false      | token-expiration=true",
                "1.3.7  | kube-controller-manager --bind-address=127.0.0.1 | kube-controller-manager --bind-address=0.0.0.0",
                "1.4.1  | kube-scheduler --profiling=false | kube-scheduler --x=y",
            })
    void anItemThatDoesNotHoldFailsTheControl(String item, String found, String by)
            throws Exception {
        box.replace("component-flags", found, by);

        assertThat(finding().result()).isEqualTo(Result.FAIL);
        assertThat(finding().observed()).contains(item + " --");
        assertThat(Verdict.of(box.seen()))
                .filteredOn(Verdict::isFailedMust)
                .extracting(verdict -> verdict.control().id())
                .containsExactly("K8S-02");
    }

    @Test
    void aJournalThatDoesNotGoBackThatFarProvesNothing() throws Exception {
        box.put(
                "component-flags",
                box.sections.get("component-flags").replaceAll("(?m)^kube-scheduler.*\n", ""));

        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding().observed()).isEqualTo("not told: kube-scheduler");
    }

    private Finding finding() throws Exception {
        return Checks.examine("component-flags", box.seen());
    }
}
