package dev.nordbox.installer.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What API server, controller manager and scheduler were started with, as k3s tells in its journal:
 * they run inside k3s, and have no command line of their own.
 */
final class ComponentChecks {
    private static final String ID = "component-flags";

    /**
     * By item of the CIS Kubernetes Benchmark 1.9, as its checks for k3s count; 1.2.30 is of 1.11.
     */
    private static final List<Rule> RULES =
            List.of(
                    new Rule("1.2.1", "kube-apiserver", "anonymous-auth", Wanted.IS, "false"),
                    new Rule("1.2.2", "kube-apiserver", "token-auth-file", Wanted.ABSENT, ""),
                    plugin("1.2.3", Wanted.NAMES, "DenyServiceExternalIPs"),
                    set("1.2.4", "kube-apiserver", "kubelet-client-certificate"),
                    set("1.2.4", "kube-apiserver", "kubelet-client-key"),
                    set("1.2.5", "kube-apiserver", "kubelet-certificate-authority"),
                    mode("1.2.6", Wanted.NAMES_NOT, "AlwaysAllow"),
                    mode("1.2.7", Wanted.NAMES, "Node"),
                    mode("1.2.8", Wanted.NAMES, "RBAC"),
                    plugin("1.2.9", Wanted.NAMES, "EventRateLimit"),
                    plugin("1.2.10", Wanted.NAMES_NOT, "AlwaysAdmit"),
                    new Rule(
                            "1.2.12",
                            "kube-apiserver",
                            "disable-admission-plugins",
                            Wanted.NAMES_NOT,
                            "ServiceAccount"),
                    new Rule(
                            "1.2.13",
                            "kube-apiserver",
                            "disable-admission-plugins",
                            Wanted.NAMES_NOT,
                            "NamespaceLifecycle"),
                    plugin("1.2.14", Wanted.NAMES, "NodeRestriction"),
                    new Rule("1.2.15", "kube-apiserver", "profiling", Wanted.IS, "false"),
                    set("1.2.16", "kube-apiserver", "audit-log-path"),
                    set("1.2.17", "kube-apiserver", "audit-log-maxage"),
                    set("1.2.18", "kube-apiserver", "audit-log-maxbackup"),
                    set("1.2.19", "kube-apiserver", "audit-log-maxsize"),
                    new Rule(
                            "1.2.21",
                            "kube-apiserver",
                            "service-account-lookup",
                            Wanted.NAMES_NOT,
                            "false"),
                    set("1.2.22", "kube-apiserver", "service-account-key-file"),
                    set("1.2.23", "kube-apiserver", "etcd-certfile"),
                    set("1.2.23", "kube-apiserver", "etcd-keyfile"),
                    set("1.2.24", "kube-apiserver", "tls-cert-file"),
                    set("1.2.24", "kube-apiserver", "tls-private-key-file"),
                    set("1.2.25", "kube-apiserver", "client-ca-file"),
                    set("1.2.26", "kube-apiserver", "etcd-cafile"),
                    set("1.2.27", "kube-apiserver", "encryption-provider-config"),
                    new Rule(
                            "1.2.30",
                            "kube-apiserver",
                            "service-account-extend-token-expiration",
                            Wanted.IS,
                            "false"),
                    set("3.2.1", "kube-apiserver", "audit-policy-file"),
                    set("1.3.1", "kube-controller-manager", "terminated-pod-gc-threshold"),
                    new Rule("1.3.2", "kube-controller-manager", "profiling", Wanted.IS, "false"),
                    new Rule(
                            "1.3.3",
                            "kube-controller-manager",
                            "use-service-account-credentials",
                            Wanted.IS,
                            "true"),
                    set("1.3.4", "kube-controller-manager", "service-account-private-key-file"),
                    set("1.3.5", "kube-controller-manager", "root-ca-file"),
                    new Rule(
                            "1.3.7",
                            "kube-controller-manager",
                            "bind-address",
                            Wanted.IS,
                            "127.0.0.1"),
                    new Rule("1.4.1", "kube-scheduler", "profiling", Wanted.IS, "false"),
                    new Rule("1.4.2", "kube-scheduler", "bind-address", Wanted.IS, "127.0.0.1"));

    private ComponentChecks() {}

    private enum Wanted {
        IS,
        SET,
        ABSENT,
        /** Among the values that commas separate. */
        NAMES,
        NAMES_NOT
    }

    /** One item. */
    private record Rule(String item, String component, String flag, Wanted wanted, String value) {
        boolean holds(Optional<String> found) {
            List<String> values = List.of(found.orElse("").split(","));
            return switch (wanted) {
                case IS -> found.equals(Optional.of(value));
                case SET -> found.isPresent() && !found.get().isEmpty();
                case ABSENT -> found.isEmpty();
                case NAMES -> values.contains(value);
                case NAMES_NOT -> !values.contains(value);
            };
        }

        String told(Optional<String> found) {
            return "%s --%s of %s is %s"
                    .formatted(
                            item, flag, component, found.map(v -> "'" + v + "'").orElse("not set"));
        }
    }

    private static Rule set(String item, String component, String flag) {
        return new Rule(item, component, flag, Wanted.SET, "");
    }

    private static Rule plugin(String item, Wanted wanted, String plugin) {
        return new Rule(item, "kube-apiserver", "enable-admission-plugins", wanted, plugin);
    }

    private static Rule mode(String item, Wanted wanted, String mode) {
        return new Rule(item, "kube-apiserver", "authorization-mode", wanted, mode);
    }

    static Map<String, Check> all() {
        return Map.of(ID, ComponentChecks::flags);
    }

    private static Finding flags(Seen seen) {
        Map<String, Map<String, String>> components = components(seen.lines("component-flags"));
        List<String> silent =
                RULES.stream()
                        .map(Rule::component)
                        .distinct()
                        .filter(component -> !components.containsKey(component))
                        .toList();
        List<String> wrong = new ArrayList<>();
        for (Rule rule : RULES) {
            Optional<String> found =
                    Optional.ofNullable(
                            components.getOrDefault(rule.component(), Map.of()).get(rule.flag()));
            if (!silent.contains(rule.component()) && !rule.holds(found)) {
                wrong.add(rule.told(found));
            }
        }
        if (!wrong.isEmpty()) {
            return Finding.fail(ID, String.join(", ", wrong), "run `up` again");
        }
        return silent.isEmpty()
                ? Finding.pass(ID, RULES.size() + " items as the benchmark wants them")
                : Finding.inconclusive(
                        ID,
                        "not told: " + String.join(", ", silent),
                        "k3s' journal of this boot does not go back to its start; restart k3s");
    }

    /** Flags by component, of lines {@code kube-apiserver --anonymous-auth=false}. */
    private static Map<String, Map<String, String>> components(List<String> lines) {
        Map<String, Map<String, String>> components = new LinkedHashMap<>();
        for (String line : lines) {
            String[] words = line.split(" --", 2);
            if (words.length == 2) {
                String[] flag = words[1].split("=", 2);
                components
                        .computeIfAbsent(words[0], component -> new LinkedHashMap<>())
                        .put(flag[0], flag.length == 2 ? flag[1] : "true");
            }
        }
        return components;
    }
}
