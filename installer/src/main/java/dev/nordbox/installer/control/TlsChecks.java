package dev.nordbox.installer.control;

import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which versions of TLS the box still speaks. */
final class TlsChecks {
    private static final String ID = "tls-versions";
    private static final String CURRENT = "1.2";
    private static final List<String> OLD = List.of("1.0", "1.1");

    /** By their label {@code app.kubernetes.io/name}, and what they call the port with TLS. */
    private static final Set<String> INGRESS_CONTROLLERS = Set.of("traefik", "ingress-nginx");

    private static final Set<String> TLS_PORTS = Set.of("websecure", "https");

    private TlsChecks() {}

    static Map<String, Check> all() {
        return Map.of(ID, TlsChecks::versions);
    }

    /** Address and port of everything that speaks TLS, by name. */
    static Map<String, String> targets(ClusterObjects cluster) {
        Map<String, String> targets = new LinkedHashMap<>();
        targets.put("api", "127.0.0.1:6443");
        targets.put("kubelet", "127.0.0.1:10250");
        cluster.ofKind("Pod").stream()
                .filter(TlsChecks::isIngressController)
                .forEach(
                        pod ->
                                Fields.text(pod, "status", "podIP")
                                        .filter(address -> address.matches("[0-9.]+"))
                                        .ifPresent(address -> addPorts(pod, address, targets)));
        return targets;
    }

    private static boolean isIngressController(Object pod) {
        return Fields.text(pod, "metadata", "labels", "app.kubernetes.io/name")
                        .map(INGRESS_CONTROLLERS::contains)
                        .orElse(false)
                && Fields.text(pod, "status", "phase").equals(Optional.of("Running"));
    }

    private static void addPorts(Object pod, String address, Map<String, String> to) {
        for (Object container : Fields.list(pod, "spec", "containers")) {
            for (Object port : Fields.list(container, "ports")) {
                if (TLS_PORTS.contains(Fields.text(port, "name").orElse(""))
                        && !Fields.text(port, "protocol").equals(Optional.of("UDP"))) {
                    to.put(
                            ClusterObjects.name(pod),
                            address + ":" + Fields.number(port, "containerPort"));
                }
            }
        }
    }

    private static Finding versions(Seen seen) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String line : seen.lines("handshakes")) {
            String[] words = line.split(" ");
            if (words.length == 3) {
                answers.put(words[0] + " " + words[1], words[2]);
            }
        }
        List<String> refusing = new ArrayList<>();
        List<String> speaking = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (String target : targets(ClusterObjects.of(seen)).keySet()) {
            List<String> old = OLD.stream().filter(v -> isTaken(answers, target, v)).toList();
            if (!old.isEmpty()) {
                speaking.add(target + " takes TLS " + String.join(" and ", old));
            } else if (isTaken(answers, target, CURRENT) && isRefused(answers, target)) {
                refusing.add(target);
            } else {
                silent.add(target);
            }
        }
        String observed =
                refusing.isEmpty()
                        ? "no handshake came about"
                        : "TLS 1.2 taken, 1.0 and 1.1 refused: " + String.join(", ", refusing);
        if (!speaking.isEmpty()) {
            return Finding.fail(ID, String.join(", ", speaking), "set 1.2 as the lowest version");
        }
        return silent.isEmpty()
                ? Finding.pass(ID, observed)
                : Finding.inconclusive(
                        ID,
                        observed,
                        "the positive control failed, TLS 1.2 was not taken or another version not"
                                + " tried: "
                                + String.join(", ", silent));
    }

    private static boolean isTaken(Map<String, String> answers, String target, String version) {
        return TlsHello.isTaken(answers.getOrDefault(target + " " + version, ""));
    }

    /** An alert, or a connection closed: no silence, which a slow server has, too. */
    private static boolean isRefused(Map<String, String> answers, String target) {
        return OLD.stream()
                .map(version -> answers.getOrDefault(target + " " + version, ""))
                .allMatch(answer -> answer.equals("closed") || answer.startsWith("15"));
    }
}
