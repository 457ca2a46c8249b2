package dev.nordbox.installer.steps;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A pod that was just made, at one moment.
 *
 * @param phase {@code Pending}; empty when there is none
 * @param address in the pod network; empty until it has one
 * @param running its container runs
 * @param dns {@code answered}, or what came of a look-up from its network; empty without one
 * @param why what scheduler, kubelet or API server say, the last event behind it; may be empty
 */
record CanaryState(String phase, String address, boolean running, String dns, String why) {
    private static final int SHOWN = 300;
    private static final Pattern COUNTING = Pattern.compile("\\S*\\d\\S*");

    static CanaryState parse(String text) {
        Map<String, String> values = new TreeMap<>();
        for (String line : text.lines().toList()) {
            String[] pair = line.split("=", 2);
            if (pair.length == 2) {
                values.putIfAbsent(pair[0], pair[1].strip());
            }
        }
        String event = values.getOrDefault("event", "");
        String why = values.getOrDefault("why", "");
        return new CanaryState(
                values.getOrDefault("phase", ""),
                values.getOrDefault("address", ""),
                values.containsKey("running"),
                values.getOrDefault("dns", ""),
                cut(why + (why.isEmpty() || event.isEmpty() ? "" : "; ") + event));
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
    }

    /**
     * What is in its way, in one line; empty when all is well.
     *
     * @param asksNames the cluster's DNS has to answer it, too
     */
    Optional<String> trouble(boolean asksNames) {
        String because = why.isEmpty() ? "" : ": " + why;
        if (phase.isEmpty()) {
            return Optional.of("it is not there" + because);
        }
        if (!running) {
            return Optional.of(
                    (address.isEmpty() ? "it has no address, and is " : "it is ")
                            + phase
                            + because);
        }
        if (address.isEmpty()) {
            return Optional.of("it runs, and has no address");
        }
        if (asksNames && !dns.equals("answered")) {
            return Optional.of(
                    "it runs, and the cluster's DNS does not answer it"
                            + (dns.isEmpty() ? "" : ": " + dns));
        }
        return Optional.empty();
    }

    /** How far it has come, without what changes by itself: two that are equal mean no news. */
    String sight() {
        return String.join(
                "|",
                phase,
                String.valueOf(!address.isEmpty()),
                String.valueOf(running),
                dns,
                COUNTING.matcher(why).replaceAll(""));
    }
}
