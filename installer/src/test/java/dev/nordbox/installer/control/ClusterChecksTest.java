package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterChecksTest {
    private static final String OF_ITS_OWN = "{\"from\": [{\"podSelector\": {}}]}";

    /** As np-07-default has it, and beside it what is for some pods alone. */
    @Test
    void kubeSystemIsClosedWhereItsPodsReachEachOtherAndSomeAreThereForAll()
            throws ProblemException {
        SeenBox box =
                kubeSystem(
                        policy("{}", OF_ITS_OWN),
                        policy("{\"matchLabels\": {\"a\": \"b\"}}", "{}"));

        assertThat(closed(box).result()).isEqualTo(Result.PASS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ports\": [{\"port\": 9090}]}",
                "{\"from\": [{\"namespaceSelector\": {}}]}",
                "{\"from\": [{\"podSelector\": {\"a\": 1}}, {\"ipBlock\": {\"cidr\": \"::/0\"}}]}"
            })
    void whatLetsEverybodyInToEveryPodOpensIt(String rule) throws ProblemException {
        assertThat(closed(kubeSystem(policy("{}", rule))).result()).isEqualTo(Result.FAIL);

        Finding beside = closed(kubeSystem(policy("{}", OF_ITS_OWN), policy("{}", rule)));

        assertThat(beside.result()).isEqualTo(Result.FAIL);
        assertThat(beside.toString()).contains("kube-system", "run `up` again");
    }

    /** Its rules are gone with it, rightly; the end of a Job is no moment without policies. */
    @Test
    void aPodThatEndedWhileTheBoxWasLookedAtIsMissedByNobody() throws ProblemException {
        SeenBox box = SeenBox.good().put("packet-filter", "-A KUBE-POD-FW -d 10.42.0.55/32");

        assertThat(programmed(box).result()).isEqualTo(Result.FAIL);
        assertThat(programmed(box).observed()).isEqualTo("web/p");
        assertThat(programmed(box.put("pods-since", "u-2\nlooked=yes")).result())
                .isEqualTo(Result.PASS);
        assertThat(programmed(box.put("pods-since", "u-2")).result())
                .isEqualTo(Result.INCONCLUSIVE);
    }

    @Test
    void aWebhookPassesOnceSomebodyAnswersForIt() throws ProblemException {
        SeenBox box = SeenBox.good();
        box.alive(
                "{\"kind\": \"MutatingWebhookConfiguration\","
                        + " \"metadata\": {\"name\": \"cert-manager-webhook\"}}");

        assertThat(Checks.examine("no-foreign-webhooks", box.seen()).result())
                .isEqualTo(Result.MANUAL);

        box.webhooks = List.of("cert-manager-webhook");
        Finding known = Checks.examine("no-foreign-webhooks", box.seen());

        assertThat(known.result()).isEqualTo(Result.PASS);
        assertThat(known.observed()).contains("answers for cert-manager-webhook");
    }

    @Test
    void whatRanToItsEndAndWhatIsOfTheSystemIsNotHeldToTheRegistries() throws ProblemException {
        SeenBox box = SeenBox.good();
        box.alive(
                """
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "job", "namespace": "web"},
                 "spec": {"containers": [{"image": "docker.io/old:1"}]}, "status": {"phase": "Succeeded"}}""");
        box.alive(
                """
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "traefik", "namespace": "kube-system"},
                 "spec": {"type": "LoadBalancer"}}""");

        assertThat(Checks.examine("running-images", box.seen()).result()).isEqualTo(Result.PASS);
        assertThat(Checks.examine("living-services", box.seen()).result()).isEqualTo(Result.PASS);
    }

    private static Finding programmed(SeenBox box) throws ProblemException {
        return Checks.examine("policies-programmed", box.seen());
    }

    private static String policy(String selector, String rule) {
        return """
        {"kind": "NetworkPolicy", "metadata": {"name": "n", "namespace": "kube-system"},
         "spec": {"podSelector": %s, "policyTypes": ["Ingress"], "ingress": [%s]}}"""
                .formatted(selector, rule);
    }

    private static SeenBox kubeSystem(String... policies) {
        return SeenBox.good()
                .replace(
                        "cluster",
                        "{\"items\": [",
                        "{\"items\": [{\"kind\": \"Namespace\", \"metadata\": {\"name\":"
                                + " \"kube-system\"}},"
                                + String.join(",", policies)
                                + ",");
    }

    private static Finding closed(SeenBox box) throws ProblemException {
        return Checks.examine("namespaces-closed", box.seen());
    }
}
