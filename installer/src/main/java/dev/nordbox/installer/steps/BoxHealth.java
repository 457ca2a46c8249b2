package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What runs on the box at one moment, beside what ran before an upgrade was begun.
 *
 * @param answered the API is ready, and has listed the pods
 * @param kubelet version of the node's kubelet, {@code v1.36.4+k3s1}
 * @param dns addresses at which the cluster's DNS answers
 * @param ready pods that are Ready, by what made them: {@code web/ReplicaSet/shop}
 * @param unready pods that are not, by what made them
 * @param dnsBefore addresses of the DNS before the upgrade
 * @param asksNames the DNS has to answer a new pod: there was one, which did so before
 * @param readyBefore pods that were Ready before it
 * @param busyBefore percent of a CPU that k3s took before it
 */
record BoxHealth(
        boolean answered,
        String kubelet,
        int dns,
        Map<String, Integer> ready,
        Map<String, Integer> unready,
        int dnsBefore,
        boolean asksNames,
        Map<String, Integer> readyBefore,
        int busyBefore) {
    static final String LABEL = "ask what runs on the box";

    /** The line of a box whose DNS did not answer a new pod. */
    static final String DEAF_BEFORE = "names-before=unanswered";

    private static final String DNS_BEFORE = "dns-before";
    private static final String READY_BEFORE = "ready-before";
    private static final Command ASK =
            HostScript.of(LABEL, "box-health", KeepForUpgrade.BEFORE).within(K3sState.DEADLINE);

    BoxHealth {
        ready = Map.copyOf(ready);
        unready = Map.copyOf(unready);
        readyBefore = Map.copyOf(readyBefore);
    }

    static BoxHealth of(Host host) throws ProblemException {
        return parse(host.run(ASK).orFail(host, ASK).stdout());
    }

    static BoxHealth parse(String text) {
        Map<String, String> values = new TreeMap<>();
        Map<String, Integer> ready = new TreeMap<>();
        Map<String, Integer> unready = new TreeMap<>();
        Map<String, Integer> before = new TreeMap<>();
        for (String line : text.lines().toList()) {
            String[] pair = line.split("=", 2);
            if (pair.length < 2) {
                continue;
            }
            String[] words = pair[1].strip().split(" ");
            if (pair[0].equals("pod") && words.length >= 4) {
                count(words, ready, unready);
            } else if (pair[0].equals(READY_BEFORE) && words.length == 2) {
                before.put(words[0], number(words[1]));
            } else {
                values.put(pair[0], pair[1].strip());
            }
        }
        int dnsBefore = number(values.getOrDefault(DNS_BEFORE, "0"));
        return new BoxHealth(
                values.getOrDefault("readyz", "").equals("ok") && values.containsKey("known"),
                values.getOrDefault("kubelet", ""),
                number(values.getOrDefault("dns", "0")),
                ready,
                unready,
                dnsBefore,
                dnsBefore > 0 && text.lines().noneMatch(DEAF_BEFORE::equals),
                before,
                number(values.getOrDefault(K3sBusyness.KEY, "0")));
    }

    /** {@code NAMESPACE KIND/NAME TEMPLATE-HASH PHASE READY}. A Job's pods end, as they should. */
    private static void count(
            String[] words, Map<String, Integer> ready, Map<String, Integer> unready) {
        if (words[1].startsWith("Job/") || words[3].equals("Succeeded")) {
            return;
        }
        String maker = words[0] + "/" + words[1];
        // A new release of k3s brings new templates of its own Deployments.
        if (maker.endsWith("-" + words[2])) {
            maker = maker.substring(0, maker.length() - words[2].length() - 1);
        }
        boolean isReady = words.length > 4 && words[4].equals("True");
        (isReady ? ready : unready).merge(maker, 1, Integer::sum);
    }

    private static int number(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }

    /** The lines that {@link #parse} reads back as how it was before. */
    String asBefore() {
        StringBuilder lines = new StringBuilder(DNS_BEFORE + "=" + dns + "\n");
        new TreeMap<>(ready)
                .forEach((maker, n) -> lines.append(READY_BEFORE + "=" + maker + " " + n + "\n"));
        return lines.toString();
    }

    /** What is not as it was, for people; empty when all is well. */
    List<String> missing(String version) {
        if (!answered) {
            return List.of("the API does not answer");
        }
        List<String> missing = new ArrayList<>();
        if (!kubelet.equals(version)) {
            missing.add("the node's kubelet is %s, not %s".formatted(kubelet, version));
        }
        if (dns == 0 && dnsBefore > 0) {
            missing.add("the cluster's DNS does not answer");
        }
        new TreeMap<>(readyBefore)
                .forEach(
                        (maker, before) -> {
                            int now = ready.getOrDefault(maker, 0);
                            if (now < before && unready.containsKey(maker)) {
                                missing.add(
                                        "of %s %d pods are Ready, and %d were"
                                                .formatted(maker, now, before));
                            }
                        });
        missing.addAll(gone());
        return missing;
    }

    /** Of these there is no pod at all any more. */
    List<String> gone() {
        return new TreeMap<>(readyBefore)
                .keySet().stream()
                        .filter(maker -> !ready.containsKey(maker) && !unready.containsKey(maker))
                        .map(maker -> "of %s there is no pod any more".formatted(maker))
                        .toList();
    }

    /** How far it has come: two that are equal mean that nothing moved. */
    String sight() {
        return String.join(
                "|",
                String.valueOf(answered),
                kubelet,
                String.valueOf(dns),
                new TreeMap<>(ready).toString(),
                new TreeMap<>(unready).toString());
    }
}
