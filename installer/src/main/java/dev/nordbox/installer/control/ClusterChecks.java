package dev.nordbox.installer.control;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.facts.ClusterFacts;
import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.step.Note;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the cluster holds. */
final class ClusterChecks {
    private static final String SYSTEM = "kube-system";
    private static final String PROGRAMMED = "policies-programmed";
    private static final String UNMODIFIED = "admission-unmodified";

    private ClusterChecks() {}

    static Map<String, Check> all() {
        return Map.ofEntries(
                Map.entry("namespaces-closed", ClusterChecks::closed),
                Map.entry("namespaces-bounded", ClusterChecks::bounded),
                Map.entry("default-service-accounts", ClusterChecks::serviceAccounts),
                Map.entry(PROGRAMMED, ClusterChecks::programmed),
                Map.entry("running-by-digest", ClusterChecks::byDigest),
                Map.entry("no-foreign-webhooks", ClusterChecks::webhooks),
                Map.entry(UNMODIFIED, ClusterChecks::unmodified));
    }

    /** Passes when there is something to look at and nothing is wrong with it. */
    private static Finding judge(
            Seen seen, String id, List<String> wrong, String good, String why) {
        if (ClusterObjects.of(seen).namespaces().isEmpty()) {
            return Finding.inconclusive(id, "the API server did not answer", firstLine(seen));
        }
        return wrong.isEmpty()
                ? Finding.pass(id, good)
                : Finding.fail(id, String.join(", ", wrong), why);
    }

    private static String firstLine(Seen seen) {
        return seen.text("cluster").lines().findFirst().orElse("");
    }

    private static Finding closed(Seen seen) {
        ClusterObjects cluster = ClusterObjects.of(seen);
        List<String> open =
                cluster.namespaces().stream()
                        .filter(
                                namespace ->
                                        !isClosed(
                                                cluster.in(namespace, "NetworkPolicy"), namespace))
                        .toList();
        return judge(
                seen,
                "namespaces-closed",
                open,
                "%d namespaces closed".formatted(cluster.namespaces().size()),
                open.contains(SYSTEM)
                        ? "run `up` again, and take out of kube-system what lets everybody in to"
                                + " every pod; name others in nordbox.yaml, or delete them"
                        : "name the namespace in nordbox.yaml, or delete it");
    }

    private static boolean isClosed(List<Object> policies, String namespace) {
        return policies.stream().anyMatch(policy -> closes(policy, namespace))
                && !(namespace.equals(SYSTEM)
                        && policies.stream().anyMatch(ClusterChecks::letsEverybodyIn));
    }

    /**
     * All pods, and both directions by name: rules added later do not bring theirs along. Pods of
     * kube-system reach out, and each other.
     */
    private static boolean closes(Object policy, String namespace) {
        List<Object> types = Fields.list(policy, "spec", "policyTypes");
        return isForEveryPod(policy)
                && types.contains("Ingress")
                && (namespace.equals(SYSTEM) || types.contains("Egress"))
                && Fields.list(policy, "spec", "egress").isEmpty()
                && (namespace.equals(SYSTEM) || Fields.list(policy, "spec", "ingress").isEmpty());
    }

    private static boolean isForEveryPod(Object policy) {
        return Fields.map(policy, "spec", "podSelector").isEmpty();
    }

    /** To every pod: what is for some of them by name, such as DNS, is there to be reached. */
    private static boolean letsEverybodyIn(Object policy) {
        return isForEveryPod(policy)
                && Fields.list(policy, "spec", "ingress").stream()
                        .map(rule -> Fields.list(rule, "from"))
                        .anyMatch(
                                from ->
                                        from.isEmpty()
                                                || from.stream()
                                                        .anyMatch(ClusterChecks::isEverybody));
    }

    private static boolean isEverybody(Object peer) {
        boolean everyNamespace =
                Fields.at(peer, "namespaceSelector").isPresent()
                        && Fields.map(peer, "namespaceSelector").isEmpty();
        return everyNamespace && Fields.map(peer, "podSelector").isEmpty()
                || Fields.text(peer, "ipBlock", "cidr")
                        .filter(cidr -> cidr.endsWith("/0"))
                        .isPresent();
    }

    private static Finding bounded(Seen seen) {
        ClusterObjects cluster = ClusterObjects.of(seen);
        List<String> unbounded =
                cluster.namespacesWithPods().stream()
                        .filter(
                                namespace ->
                                        cluster.in(namespace, "ResourceQuota").isEmpty()
                                                || cluster.in(namespace, "LimitRange").isEmpty())
                        .toList();
        return judge(
                seen,
                "namespaces-bounded",
                unbounded,
                "quota and limits in every namespace",
                "give it a quota and limits in nordbox.yaml");
    }

    private static Finding serviceAccounts(Seen seen) {
        ClusterObjects cluster = ClusterObjects.of(seen);
        List<String> mounting =
                cluster.ofKind("ServiceAccount").stream()
                        .filter(account -> ClusterObjects.name(account).equals("default"))
                        .filter(
                                account ->
                                        !Fields.at(account, "automountServiceAccountToken")
                                                .equals(Optional.of(false)))
                        .map(ClusterObjects::namespace)
                        .sorted()
                        .toList();
        return judge(
                seen,
                "default-service-accounts",
                mounting,
                "no default service account brings a token",
                "switch the automounting of it off there, or name the namespace in nordbox.yaml");
    }

    private static Finding programmed(Seen seen) {
        Optional<String> journal = seen.lines("policy-journal").stream().findFirst();
        if (journal.isPresent()) {
            return Finding.fail(
                    PROGRAMMED,
                    journal.get(),
                    journal.get().contains("controller start")
                            ? "k3s enforces no policy since its start: apt-get install ipset (and a"
                                    + " kernel with ip_set), then systemctl restart k3s"
                            : "k3s gave a sync of its policies up: journalctl -u k3s says why;"
                                    + " systemctl restart k3s begins anew");
        }
        List<Object> pods =
                ClusterObjects.of(seen).ofKind("Pod").stream()
                        .filter(ClusterChecks::hasPolicies)
                        .toList();
        String filter = seen.text("packet-filter");
        List<Object> unnamed = pods.stream().filter(pod -> !isNamed(pod, filter)).toList();
        // One that ended after the first look and before the packet filter was read is none.
        List<String> since = seen.lines("pods-since").stream().map(String::strip).toList();
        if (!unnamed.isEmpty() && !since.contains("looked=yes")) {
            return Finding.inconclusive(
                    PROGRAMMED,
                    "not in the packet filter: " + names(unnamed),
                    "whether these pods still ran then is not known: run `verify` again");
        }
        List<Object> without =
                unnamed.stream()
                        .filter(
                                pod ->
                                        since.contains(
                                                Fields.text(pod, "metadata", "uid").orElse("")))
                        .toList();
        return judge(
                seen,
                PROGRAMMED,
                without.isEmpty() ? List.of() : List.of(names(without)),
                "%d running pods are in the packet filter".formatted(pods.size() - unnamed.size()),
                "no rule of the packet filter names these pods");
    }

    /** Those of the host's network have none. */
    private static boolean hasPolicies(Object pod) {
        return Fields.text(pod, "status", "phase").orElse("").equals("Running")
                && !Fields.at(pod, "spec", "hostNetwork").equals(Optional.of(true))
                && !Fields.text(pod, "status", "podIP").orElse("").isEmpty();
    }

    private static boolean isNamed(Object pod, String filter) {
        String address = Fields.text(pod, "status", "podIP").orElseThrow();
        return filter.matches("(?s).*(?<![0-9.])" + address.replace(".", "\\.") + "(?![0-9.]).*");
    }

    private static String names(List<Object> pods) {
        return pods.stream()
                .map(pod -> ClusterObjects.namespace(pod) + "/" + ClusterObjects.name(pod))
                .collect(Collectors.joining(", "));
    }

    private static Finding byDigest(Seen seen) {
        List<String> tagged =
                ClusterObjects.of(seen).ofKind("Pod").stream()
                        .filter(pod -> !ClusterObjects.namespace(pod).equals(SYSTEM))
                        .filter(pod -> !ClusterObjects.isFinished(pod))
                        .flatMap(ClusterChecks::images)
                        .filter(image -> !image.matches(".*@sha256:[a-f0-9]{64}"))
                        .distinct()
                        .sorted()
                        .toList();
        return judge(
                seen,
                "running-by-digest",
                tagged,
                "every running image has a digest",
                "add @sha256:…");
    }

    private static Stream<String> images(Object pod) {
        return Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(kind -> Fields.list(pod, "spec", kind).stream())
                .map(container -> Fields.text(container, "image").orElse(""));
    }

    private static Finding webhooks(Seen seen) {
        ClusterObjects cluster = ClusterObjects.of(seen);
        List<String> names =
                Stream.concat(
                                Stream.of(
                                                "ValidatingWebhookConfiguration",
                                                "MutatingWebhookConfiguration")
                                        .flatMap(kind -> cluster.ofKind(kind).stream())
                                        .map(ClusterObjects::name),
                                AdmissionObjects.of(seen).mutating().stream())
                        .distinct()
                        .sorted()
                        .toList();
        List<String> known = seen.profile().parameters().webhooks();
        List<String> unknown = names.stream().filter(name -> !known.contains(name)).toList();
        return unknown.isEmpty()
                ? judge(
                        seen,
                        "no-foreign-webhooks",
                        unknown,
                        names.isEmpty()
                                ? "no webhooks, and no policies that change objects"
                                : "somebody answers for " + String.join(", ", names),
                        "")
                : new Finding(
                        "no-foreign-webhooks",
                        Result.MANUAL,
                        String.join(", ", unknown),
                        "webhooks see and change objects: name those that somebody knows and"
                                + " answers for in profile.webhooks");
    }

    private static Finding unmodified(Seen seen) {
        Optional<ClusterFacts> cluster = seen.facts().cluster();
        if (cluster.isEmpty()) {
            return Finding.inconclusive(UNMODIFIED, "the cluster did not answer", "");
        }
        if (!cluster.get().known().contains(ClusterPart.DRIFT)) {
            return Finding.inconclusive(
                    UNMODIFIED,
                    "not compared with what was applied",
                    cluster.get().nodeReady()
                            ? "%s/baseline.yaml is not there, or was not read to its end: run `up`"
                                            .formatted(Note.STATE_DIRECTORY)
                                    + " again"
                            : cluster.get().blockedBy());
        }
        List<String> drifted =
                cluster.get().drifted().stream()
                        .filter(
                                name ->
                                        name.contains("ValidatingAdmission")
                                                || name.contains("cannot"))
                        .sorted()
                        .toList();
        if (!drifted.isEmpty()) {
            return Finding.fail(
                    UNMODIFIED,
                    "differs from what was applied: " + String.join(", ", drifted),
                    "run `up` again");
        }
        AdmissionObjects admission = AdmissionObjects.of(seen);
        List<String> touched = admission.writtenByOthers();
        if (!touched.isEmpty()) {
            return Finding.fail(
                    UNMODIFIED,
                    "others have written into " + String.join(", ", touched),
                    "kubectl delete what is named, then run `up`, which brings it anew");
        }
        return admission.items().isEmpty()
                ? Finding.inconclusive(
                        UNMODIFIED, "who wrote the policies is not known", "run `verify` again")
                : Finding.pass(UNMODIFIED, "as applied, and by nobody else");
    }
}
