package dev.nordbox.installer.facts;

import dev.nordbox.installer.host.RemoteFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the steps want to know beyond the facts every run gathers.
 *
 * @param names by kind; a kind without any has no entry
 * @param cluster parts of what the cluster tells, where there is one
 */
public record FactQuery(Map<Kind, Set<String>> names, Set<ClusterPart> cluster) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/._@+-]+");

    public static final FactQuery NOTHING = new FactQuery(Map.of(), Set.of());

    /** What a name names. */
    public enum Kind {
        /** Absolute paths of small files, which are hashed, and of directories. */
        FILE('F'),
        /**
         * Absolute paths of directories whose YAML and {@code .conf} files are summed up, names
         * included, without our own for sshd.
         */
        FOLDER('D'),
        /**
         * Absolute paths of large files, hashed only when their stat differs from the one noted
         * when they were last hashed.
         */
        ARTIFACT('A'),
        /** With suffix, {@code k3s.service}. */
        UNIT('U'),
        /** Paths below {@code /proc/sys}. */
        SYSCTL('S'),
        /** Kernel modules. */
        MODULE('M'),
        USER('P');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    public FactQuery {
        Map<Kind, Set<String>> asked = new EnumMap<>(Kind.class);
        names.forEach(
                (kind, some) -> {
                    some.forEach(FactQuery::refuseBlanks);
                    if (!some.isEmpty()) {
                        asked.put(kind, Set.copyOf(some));
                    }
                });
        names = Collections.unmodifiableMap(asked);
        cluster = Set.copyOf(cluster);
    }

    /** The script on the host keeps each kind in one string of words. */
    private static void refuseBlanks(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name to ask a host about: '" + name + "'");
        }
    }

    /** The paths of files that a step wants to stand. */
    public static FactQuery of(List<RemoteFile> wanted) {
        return NOTHING.files(wanted.stream().map(RemoteFile::path).toList());
    }

    public FactQuery files(Collection<String> more) {
        return and(Kind.FILE, more);
    }

    public FactQuery folders(Collection<String> more) {
        return and(Kind.FOLDER, more);
    }

    public FactQuery artifacts(Collection<String> more) {
        return and(Kind.ARTIFACT, more);
    }

    public FactQuery units(Collection<String> more) {
        return and(Kind.UNIT, more);
    }

    /** By dotted keys. */
    public FactQuery sysctls(Collection<String> more) {
        return and(Kind.SYSCTL, more.stream().map(key -> key.replace('.', '/')).toList());
    }

    public FactQuery modules(Collection<String> more) {
        return and(Kind.MODULE, more);
    }

    public FactQuery users(Collection<String> more) {
        return and(Kind.USER, more);
    }

    public FactQuery and(Kind kind, Collection<String> more) {
        return and(new FactQuery(Map.of(kind, Set.copyOf(more)), Set.of()));
    }

    /** What any of them asks. All of a run's steps are put together again and again: in one go. */
    public static FactQuery all(List<FactQuery> queries) {
        Map<Kind, Set<String>> names = new EnumMap<>(Kind.class);
        Set<ClusterPart> cluster = new HashSet<>();
        for (FactQuery query : queries) {
            query.names.forEach(
                    (kind, some) ->
                            names.computeIfAbsent(kind, one -> new HashSet<>()).addAll(some));
            cluster.addAll(query.cluster);
        }
        return new FactQuery(names, cluster);
    }

    public FactQuery and(FactQuery other) {
        return all(List.of(this, other));
    }

    public FactQuery cluster(ClusterPart... more) {
        return cluster(List.of(more));
    }

    public FactQuery cluster(Collection<ClusterPart> more) {
        return and(new FactQuery(Map.of(), Set.copyOf(more)));
    }

    /** The same of the host, and of the cluster these parts alone. */
    public FactQuery ofCluster(Set<ClusterPart> parts) {
        return new FactQuery(names, parts);
    }

    /** The names of a kind, in the order in which the host is asked. */
    public List<String> names(Kind kind) {
        return names.getOrDefault(kind, Set.of()).stream().sorted().toList();
    }

    /** As the script is told it: {@code F:/etc/hosts}. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            names(kind).forEach(name -> words.add(kind.letter + ":" + name));
        }
        return words;
    }
}
