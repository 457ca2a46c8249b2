package dev.nordbox.installer.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether network policies hold between pods, and towards node and API server. */
final class PolicyChecks {
    private static final String NOT_MADE = "the tries came to nothing";

    private static final Optional<String> REFUSED = Optional.of("refused");

    private PolicyChecks() {}

    static Map<String, Check> all() {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("PR-01", PolicyChecks::betweenPods);
        checks.put("PR-02", PolicyChecks::names);
        checks.put("PR-04", PolicyChecks::api);
        checks.put("PR-05", PolicyChecks::nodePorts);
        checks.put("PR-11", PolicyChecks::controllers);
        checks.put("PR-13-pods", PolicyChecks::linkLocal);
        checks.replaceAll(PolicyChecks::wherePodsMayRun);
        return checks;
    }

    /** Where no image is allowed nobody's pod runs, and none can be made to try its network. */
    private static Check wherePodsMayRun(String id, Check check) {
        return seen -> {
            ClusterObjects cluster = ClusterObjects.of(seen);
            boolean nobodys =
                    !cluster.namespaces().isEmpty()
                            && seen.profile().parameters().registries().isEmpty()
                            && cluster.namespacesWithPods().stream()
                                    .allMatch(namespace -> cluster.in(namespace, "Pod").isEmpty());
            return nobodys
                    ? Finding.notApplicable(
                            id, "no pod but k3s' own: profile.registries names no place for images")
                    : check.examine(seen);
        };
    }

    private static PolicyPlan plan(Seen seen) {
        return PolicyPlan.of(ClusterObjects.of(seen));
    }

    private static PolicyAnswers answers(Seen seen) {
        return PolicyAnswers.of(seen.lines("policies"));
    }

    private static Finding betweenPods(Seen seen) {
        List<PolicyTry> tries = new ArrayList<>();
        for (String namespace : plan(seen).namespaces()) {
            tries.add(PolicyPlan.into(namespace));
            tries.add(PolicyPlan.outOf(namespace));
        }
        return denied(seen, "PR-01", tries, "into and out of %s".formatted(spaces(seen)));
    }

    private static String spaces(Seen seen) {
        int number = plan(seen).namespaces().size();
        return number == 1 ? "1 namespace" : number + " namespaces";
    }

    /** Nothing got through, and each target was there to be reached. */
    private static Finding denied(Seen seen, String id, List<PolicyTry> tries, String what) {
        PolicyAnswers answers = answers(seen);
        if (tries.isEmpty()) {
            return Finding.inconclusive(id, "nothing was tried", NOT_MADE);
        }
        List<String> declared = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (PolicyTry one : tries.stream().filter(answers::isOpen).toList()) {
            Optional<PolicyOpening> opening =
                    PolicyOpening.of(one, plan(seen), answers, ClusterObjects.of(seen));
            boolean ours = opening.map(PolicyOpening::declared).orElse(false);
            (ours ? declared : open)
                    .add(opening.map(by -> by.of(one)).orElse(one + ", and no policy says so"));
        }
        List<String> untold = answers.untold(tries);
        long refused = tries.stream().filter(answers::isDenied).count();
        String observed =
                "%s: %d of %d tries denied".formatted(what, refused, tries.size())
                        + (declared.isEmpty()
                                ? ""
                                : "; opened in nordbox.yaml: " + String.join(", ", declared));
        if (!open.isEmpty()) {
            return Finding.fail(id, observed, "got through: " + String.join(", ", open));
        }
        return untold.isEmpty()
                ? Finding.pass(id, observed)
                : Finding.inconclusive(id, observed, String.join("; ", untold));
    }

    private static Finding names(Seen seen) {
        PolicyAnswers answers = answers(seen);
        List<PolicyTry> tries =
                plan(seen).namespaces().stream()
                        .flatMap(namespace -> PolicyPlan.names(namespace).stream())
                        .toList();
        long open = tries.stream().filter(answers::isOpen).count();
        String observed = "%d of %d questions answered".formatted(open, tries.size());
        List<String> denied =
                tries.stream().filter(answers::isDenied).map(PolicyTry::toString).toList();
        if (!denied.isEmpty()) {
            return Finding.fail(
                    "PR-02",
                    observed,
                    "the host got an answer there: " + String.join(", ", denied));
        }
        return open > 0 && open == tries.size()
                ? Finding.pass("PR-02", observed)
                : Finding.inconclusive(
                        "PR-02",
                        observed,
                        tries.isEmpty() ? NOT_MADE : String.join("; ", answers.untold(tries)));
    }

    private static Finding api(Seen seen) {
        PolicyPlan plan = plan(seen);
        List<PolicyTry> with = plan.apiWithLabel();
        PolicyAnswers answers = answers(seen);
        Finding without =
                denied(
                        seen,
                        "PR-04",
                        plan.namespaces().stream().flatMap(one -> plan.api(one).stream()).toList(),
                        "to the API without the label, from " + spaces(seen));
        boolean open = !with.isEmpty() && with.stream().allMatch(answers::isOpen);
        if (without.result() == Result.PASS && !open) {
            return Finding.inconclusive(
                    "PR-04",
                    without.observed(),
                    "the positive control failed: a pod with "
                            + PolicyPlan.API_LABEL
                            + " was denied");
        }
        return new Finding(
                "PR-04",
                without.result(),
                without.observed() + (open ? "; with it all got through" : ""),
                without.reason());
    }

    private static Finding nodePorts(Seen seen) {
        PolicyPlan plan = plan(seen);
        return ofThoseWhoListen(
                seen,
                "PR-05",
                plan.namespaces().stream().flatMap(one -> plan.nodePorts(one).stream()).toList(),
                "to the node's ports from " + spaces(seen));
    }

    private static Finding controllers(Seen seen) {
        List<PolicyTry> tries = plan(seen).controllers();
        PolicyAnswers answers = answers(seen);
        boolean nobody =
                plan(seen).lanes().isEmpty()
                        && tries.stream()
                                .allMatch(
                                        one ->
                                                answers.answer(one).equals(REFUSED)
                                                        && answers.answer(one.fromHost())
                                                                .equals(REFUSED));
        return nobody && !tries.isEmpty()
                ? Finding.notApplicable("PR-11", "no controller listens")
                : ofThoseWhoListen(seen, "PR-11", tries, "to ports of GitOps controllers");
    }

    /** A port that nobody listens on is none to be tried. */
    private static Finding ofThoseWhoListen(
            Seen seen, String id, List<PolicyTry> tries, String what) {
        PolicyAnswers answers = answers(seen);
        List<PolicyTry> there =
                tries.stream().filter(one -> answers.isOpen(one.fromHost())).toList();
        List<PolicyTry> open = tries.stream().filter(answers::isOpen).toList();
        if (there.isEmpty() && open.isEmpty()) {
            return Finding.inconclusive(
                    id, what + ": none tried", "not even the host got an answer from any of them");
        }
        List<Integer> ports = there.stream().map(PolicyTry::port).distinct().sorted().toList();
        return denied(seen, id, there.isEmpty() ? open : there, what + " " + ports);
    }

    private static Finding linkLocal(Seen seen) {
        PolicyAnswers answers = answers(seen);
        List<PolicyTry> tries = plan(seen).linkLocal();
        List<PolicyTry> tried =
                tries.stream()
                        .filter(
                                one ->
                                        answers.answer(one).isPresent()
                                                || answers.answer(one.fromHost()).isPresent())
                        .toList();
        if (tried.isEmpty() && !answers.answers().isEmpty()) {
            return Finding.notApplicable("PR-13-pods", "pods have no IPv6 address");
        }
        return ofThoseWhoListen(seen, "PR-13-pods", tried, "to link-local IPv6 addresses");
    }
}
