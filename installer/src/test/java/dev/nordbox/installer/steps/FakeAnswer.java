package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.profile.Attestation;
import java.util.Base64;
import java.util.Set;

/** What the script on the host tells of a {@link FakeCluster} that is up. */
final class FakeAnswer {
    private FakeAnswer() {}

    /**
     * @param words parts that are asked for, among others
     */
    static String of(FakeCluster cluster, Set<String> words) {
        StringBuilder answer =
                new StringBuilder(
                        """
                        ActiveState=active
                        SubState=running
                        NRestarts=0
                        journal=time="2026-11-23T10:00:00Z" level=info msg="all is well"
                        """);
        line(answer, "InvocationID=" + cluster.lastStart());
        if (isAsked(answer, words, ClusterPart.NODE)) {
            line(answer, "node=True");
            line(answer, "node-message=kubelet is posting ready status");
            line(answer, "address=" + cluster.address);
            line(answer, "readyz=ok");
            cluster.nodes.forEach(node -> line(answer, "node-name=" + node));
            cluster.locations.forEach(
                    (node, label) ->
                            line(
                                    answer,
                                    "node-label=%s %s %s"
                                            .formatted(node, Attestation.LABEL, label)));
            cluster.labels.forEach(
                    (key, value) -> line(answer, "node-label=fake %s %s".formatted(key, value)));
            cluster.taints.forEach(
                    (name, value) -> line(answer, "node-taint=fake %s %s".formatted(name, value)));
        }
        if (isAsked(answer, words, ClusterPart.LABELLED)) {
            cluster.objects.keySet().stream()
                    .filter(name -> name.contains("/") || name.startsWith("Validating"))
                    .forEach(name -> line(answer, "labelled=" + name + " uid-" + cluster.tokens));
        }
        if (isAsked(answer, words, ClusterPart.SEALING_KEYS)) {
            cluster.sealingKeys.stream()
                    .map(pem -> Base64.getEncoder().encodeToString(pem.getBytes()))
                    .forEach(certificate -> line(answer, "sealing-key=" + certificate));
        }
        if (isAsked(answer, words, ClusterPart.DRIFT)) {
            cluster.manifests()
                    .forEach(
                            (name, yaml) -> {
                                if (!yaml.equals(cluster.objects.get(name))) {
                                    line(answer, "drift=" + name);
                                }
                            });
        }
        return answer.toString();
    }

    private static boolean isAsked(StringBuilder answer, Set<String> words, ClusterPart part) {
        if (!words.contains(part.word())) {
            return false;
        }
        line(answer, "known=" + part.word());
        return true;
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
