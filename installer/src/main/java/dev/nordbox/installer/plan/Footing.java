package dev.nordbox.installer.plan;

import dev.nordbox.installer.evidence.Proof;
import dev.nordbox.installer.facts.ClusterFacts;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.recovery.SaveKit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts that a plan stands on, each with a name for people. What is never still, such as free
 * memory and the time, is none of them.
 *
 * @param facts sorted by name
 */
public record Footing(Map<String, String> facts) {
    private static final int SHOWN_OF_A_SUM = 16;
    private static final String NONE = "none";
    private static final String FROM = "you come from";

    /** What is left for people and programs to be told, and comes anew while a plan is read. */
    private static final Set<String> NOTES_NOT_PLANNED_FROM =
            Stream.concat(Proof.NOTES.stream(), Stream.of(SaveKit.NOTE))
                    .collect(Collectors.toUnmodifiableSet());

    public Footing {
        facts = new TreeMap<>(facts);
    }

    /**
     * @param byLogin whether the address of the login is planned from
     */
    public static Footing of(HostFacts host, boolean byLogin) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("system", host.os().id() + " " + host.os().version());
        facts.put("machine", host.machine().architecture() + " " + host.machine().virtualisation());
        facts.put("hostname", host.machine().hostname());
        facts.put("login", host.login().user() + (host.login().root() ? ", root" : ""));
        if (byLogin) {
            facts.put(FROM, host.login().sshClientAddress().orElse(NONE));
        }
        facts.put("sshd's ports", sorted(host.login().doors().ports()));
        facts.put("default route", host.network().defaultInterface().orElse(NONE));
        facts.put("addresses", sorted(host.network().addresses()));
        facts.put("other software", sorted(host.foreign().keySet()));
        facts.put("Java", sorted(host.java()));
        facts.put("modules", sorted(host.modules()));
        facts.put("guard", host.guard().listing().orElse(NONE));
        facts.put("guard as proved", host.guard().committedListing().orElse(NONE));
        facts.put("guard's admins", sorted(host.guard().admins()));
        facts.put("k3s", host.k3s().ours() ? "ours" : NONE);
        facts.put("k3s' proxy", sorted(host.k3s().proxySaidIn()));
        facts.put("not watched", sorted(host.unwatched()));
        host.files().forEach((path, file) -> facts.put("file " + path, words(file)));
        host.folders().forEach((path, sum) -> facts.put("folder " + path, start(sum)));
        host.units().forEach((name, unit) -> facts.put("unit " + name, words(unit)));
        host.users().forEach((name, user) -> facts.put("user " + name, user.toString()));
        host.sysctls().forEach((key, value) -> facts.put("sysctl " + key, value));
        host.notes().entrySet().stream()
                .filter(note -> !NOTES_NOT_PLANNED_FROM.contains(note.getKey()))
                .forEach(note -> facts.put("note " + note.getKey(), note.getValue()));
        host.cluster().ifPresent(cluster -> put(cluster, facts));
        return new Footing(facts);
    }

    private static void put(ClusterFacts cluster, Map<String, String> facts) {
        facts.put("node", cluster.nodeReady() ? "Ready" : "not Ready");
        facts.put("nodes", sorted(cluster.nodes()));
        cluster.labels()
                .forEach(
                        (node, labels) ->
                                facts.put("labels of " + node, new TreeMap<>(labels).toString()));
        cluster.taints()
                .forEach(
                        (node, taints) ->
                                facts.put("taints of " + node, new TreeMap<>(taints).toString()));
        facts.put("API address", cluster.apiAddress().orElse(NONE));
        facts.put("drifted objects", sorted(cluster.drifted()));
        facts.put("objects of the baseline", sorted(cluster.labelled()));
        facts.put("controller's token", cluster.controllerToken().orElse(NONE));
        facts.put("sealing keys", sorted(cluster.sealingKeys()));
    }

    /** Whether this plan is one for the address that somebody came from. */
    boolean isByLogin() {
        return facts.containsKey(FROM);
    }

    /** The same, without what looks like a secret: as it may be written down. */
    Footing masked() {
        Map<String, String> masked = new TreeMap<>();
        facts.forEach((name, value) -> masked.put(name, Masked.text(value)));
        return new Footing(masked);
    }

    /** One sum over all of them, {@code sha256:…}. */
    public String digest() {
        StringBuilder text = new StringBuilder();
        facts.forEach((name, value) -> text.append(name).append('\0').append(value).append('\0'));
        return "sha256:" + FileFacts.sha256(text.toString());
    }

    /** What is otherwise now, one sentence each. */
    public List<String> movedTo(Footing now) {
        TreeSet<String> names = new TreeSet<>(facts.keySet());
        names.addAll(now.facts.keySet());
        List<String> moved = new ArrayList<>();
        for (String name : names) {
            String before = facts.getOrDefault(name, "absent");
            String after = now.facts.getOrDefault(name, "absent");
            if (!before.equals(after)) {
                moved.add("%s was %s, is %s".formatted(name, before, after));
            }
        }
        return moved;
    }

    private static String words(FileFacts file) {
        return switch (file.kind()) {
            case FILE -> String.join(" ", file.mode(), file.owner(), start(file.sha256()));
            case LINK -> "a link to " + file.target();
            case DIRECTORY -> "a directory, " + file.mode() + " " + file.owner();
            case OTHER -> "something else";
        };
    }

    private static String words(UnitFacts unit) {
        return String.join(" ", unit.load(), unit.active(), unit.fileState()).strip()
                + (unit.needsReload() ? ", not read again" : "");
    }

    private static String start(String sum) {
        return sum.substring(0, Math.min(SHOWN_OF_A_SUM, sum.length()));
    }

    private static String sorted(Collection<?> values) {
        return values.isEmpty()
                ? NONE
                : String.join(", ", values.stream().map(String::valueOf).sorted().toList());
    }
}
