package dev.nordbox.installer.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the API server refuses, found by asking it to take what it must not. */
final class AdmissionChecks {
    private static final String PSS = "violates PodSecurity";

    private AdmissionChecks() {}

    static Map<String, Check> all() {
        Map<String, Check> checks = new LinkedHashMap<>();
        trial(
                checks,
                "try-services",
                "take-service",
                "K8S-04:|Use of external IPs is denied",
                List.of(
                        "refuse-nodeport",
                        "refuse-loadbalancer",
                        "refuse-externalname",
                        "refuse-externalips"));
        trial(
                checks,
                "try-networkpolicy",
                "take-networkpolicy",
                "NET-07:",
                List.of("refuse-egress-all", "refuse-egress-cidr"));
        trial(checks, "try-ingress", "take-service", "ENC-05:", List.of("refuse-plain-http"));
        trial(checks, "try-storage", "take-claim", "K8S-06:", List.of("refuse-claim"));
        trial(
                checks,
                "try-takeover",
                "take-service",
                "K8S-01:",
                List.of("refuse-namespace", "refuse-folder"));
        ofPods(
                checks,
                "try-registry",
                "SUP-01:",
                "SUP-01:",
                List.of("refuse-registry", "refuse-registry-init"));
        // The API server tells of one refusal; where no image at all is allowed it may be either.
        ofPods(checks, "try-digest", "SUP-02:", "SUP-0[12]:", List.of("refuse-digest"));
        ofPods(
                checks,
                "try-pods",
                PSS,
                PSS,
                List.of(
                        "refuse-root",
                        "refuse-privileged",
                        "refuse-hostnetwork",
                        "refuse-hostpath",
                        "refuse-capability"));
        return checks;
    }

    private static void trial(
            Map<String, Check> checks,
            String id,
            String control,
            String because,
            List<String> objects) {
        checks.put(id, seen -> judge(seen, id, control, because, objects));
    }

    /**
     * Without a registry to take images from no pod can be taken, so none is asked for.
     *
     * @param otherwise what the refusal must say then
     */
    private static void ofPods(
            Map<String, Check> checks,
            String id,
            String because,
            String otherwise,
            List<String> objects) {
        checks.put(
                id,
                seen -> {
                    boolean images = !seen.profile().parameters().registries().isEmpty();
                    return judge(
                            seen,
                            id,
                            images ? "take-pod" : "take-service",
                            images ? because : otherwise,
                            objects);
                });
    }

    /**
     * @param control an object that must be taken: without it a server that refuses everything, or
     *     does not answer, would look like a strict one
     * @param because what the refusal must say, so that it is the wanted one; a pattern
     */
    private static Finding judge(
            Seen seen, String id, String control, String because, List<String> objects) {
        List<String> answers = seen.lines("trials");
        List<String> taken = objects.stream().filter(object -> wasTaken(answers, object)).toList();
        if (!taken.isEmpty()) {
            return Finding.fail(
                    id,
                    "the API server takes " + String.join(", ", taken),
                    "run `up` again; if the control is waived, this is what it costs");
        }
        if (!wasTaken(answers, control)) {
            return Finding.inconclusive(
                    id,
                    "even " + control + " was not taken",
                    "the positive control failed: "
                            + answers.stream()
                                    .filter(line -> line.contains(control))
                                    .findFirst()
                                    .orElse("no answer"));
        }
        List<String> otherwise =
                objects.stream().filter(object -> !refusal(answers, object, because)).toList();
        return otherwise.isEmpty()
                ? Finding.pass(id, "%d of %d refused".formatted(objects.size(), objects.size()))
                : Finding.inconclusive(
                        id,
                        "refused for another reason: " + String.join(", ", otherwise),
                        "the refusal must come from `" + because + "`");
    }

    private static boolean wasTaken(List<String> answers, String object) {
        return answers.stream()
                .anyMatch(line -> line.endsWith("/" + object + " created (server dry run)"));
    }

    private static boolean refusal(List<String> answers, String object, String because) {
        return answers.stream()
                .anyMatch(
                        line ->
                                line.startsWith("Error from server")
                                        && line.contains('"' + object + '"')
                                        && Pattern.compile(because).matcher(line).find());
    }
}
