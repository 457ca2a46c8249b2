package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * k3s at one moment, as systemd, its journal and its API tell.
 *
 * @param active {@code ActiveState} of the unit: {@code activating}, {@code active}, {@code failed}
 * @param sub {@code SubState}: {@code auto-restart} between two attempts
 * @param invocation {@code InvocationID}: which start of the unit this is
 * @param restarts how often systemd has started it again since it was last told to
 * @param journal last line of k3s in the journal
 * @param apiReady {@code /readyz} answers ok
 * @param nodeReady condition {@code Ready} of the node: {@code True}, {@code False}; empty without
 *     a node
 * @param nodeMessage message of that condition
 * @param address the API's address inside the cluster, {@code 203.0.113.7}; empty until one alone
 *     is known
 * @param warning newest Warning event
 */
record K3sState(
        String active,
        String sub,
        String invocation,
        int restarts,
        String journal,
        boolean apiReady,
        String nodeReady,
        String nodeMessage,
        String address,
        String warning) {
    private static final int SHOWN = 160;
    private static final String ADDRESS = "address";

    /** Longer than the node controller's grace period for a node that does not renew its lease. */
    private static final Duration NOTICED = Duration.ofSeconds(90);

    private static final Pattern RFC_3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    private static final Pattern COUNTING = Pattern.compile("\\S*\\d\\S*");

    /** kubectl starts cold here, and on an emulated machine that takes its time. */
    static final Duration DEADLINE = Duration.ofMinutes(3);

    private static final Command ASK =
            HostScript.of("ask how k3s is doing", "k3s-state").within(DEADLINE);

    static K3sState of(Host host) throws ProblemException {
        return parse(host.run(ASK).orFail(host, ASK).stdout());
    }

    static K3sState parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1).strip());
            }
        }
        if (text.lines().filter(line -> line.startsWith(ADDRESS + "=")).distinct().count() > 1) {
            values.remove(
                    ADDRESS); // that of a lost host, in a cluster that came from a kit, goes soon
        }
        if (isOfAnEarlierStart(values)) {
            values.put("node", "Unknown");
            values.put("node-message", "it has not reported since k3s was started");
        }
        return new K3sState(
                values.getOrDefault("ActiveState", "unknown"),
                values.getOrDefault("SubState", "unknown"),
                values.getOrDefault("InvocationID", ""),
                number(values.getOrDefault("NRestarts", "0")),
                K3sJournal.message(values.getOrDefault("journal", "")),
                values.getOrDefault("readyz", "").equals("ok"),
                values.getOrDefault("node", ""),
                values.getOrDefault("node-message", ""),
                values.getOrDefault(ADDRESS, ""),
                values.getOrDefault("warning", ""));
    }

    /**
     * What the datastore says of a node outlives k3s' end, until its kubelet reports again. It does
     * at its start, but for some older ones that find nothing changed; of those that are silent
     * Kubernetes itself says so by then.
     */
    private static boolean isOfAnEarlierStart(Map<String, String> values) {
        Optional<Instant> started =
                UnitFacts.time(values.getOrDefault("ExecMainStartTimestamp", ""))
                        .map(time -> time.truncatedTo(ChronoUnit.SECONDS));
        Optional<Instant> heard = time(values, "node-heard");
        Optional<Instant> now = time(values, "now");
        return started.isPresent()
                && heard.filter(started.get()::isAfter).isPresent()
                && now.filter(started.get().plus(NOTICED)::isAfter).isPresent();
    }

    private static Optional<Instant> time(Map<String, String> values, String key) {
        return Optional.ofNullable(values.get(key))
                .filter(text -> RFC_3339.matcher(text).matches())
                .map(Instant::parse);
    }

    boolean isActive() {
        return active.equals("active");
    }

    /** It runs or is on its way, and is not the start that was there before. */
    boolean isStartedAfter(String earlier) {
        return (isActive() || active.equals("activating")) && !invocation.equals(earlier);
    }

    boolean isNodeReady() {
        return apiReady && nodeReady.equals("True");
    }

    /**
     * How far it has come, without what changes by itself: a k3s that gets on says things it has
     * not said before, one that is stuck repeats itself, but for times and counters.
     */
    String sight() {
        return String.join("|", active, String.valueOf(apiReady), nodeReady, nodeMessage)
                + COUNTING.matcher(journal + "|" + warning).replaceAll("");
    }

    /** What is in the way, the most telling first, in one line. */
    String blockedBy() {
        String what;
        if (!isActive()) {
            what = "k3s is " + active + (journal.isEmpty() ? "" : ": " + journal);
        } else if (!apiReady) {
            what = "the API is not ready: " + journal;
        } else if (nodeReady.isEmpty()) {
            what = "the node has not registered: " + journal;
        } else if (!warning.isEmpty()) {
            what = "the node is not Ready: " + warning;
        } else {
            what = "the node is not Ready: " + nodeMessage;
        }
        return what.length() <= SHOWN ? what : what.substring(0, SHOWN - 1) + "…";
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }
}
