package dev.nordbox.installer.facts;

import dev.nordbox.installer.host.RemoteFile;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What the steps want to know beyond the facts every run gathers.
 *
 * @param files absolute paths of small files and of directories; files are hashed
 * @param folders absolute paths of directories whose YAML and {@code .conf} files are summed up,
 *     names included, without our own for sshd
 * @param artifacts absolute paths of large files, hashed only when their stat differs from the one
 *     noted when they were last hashed
 * @param units with suffix, {@code k3s.service}
 * @param sysctls dotted keys
 * @param modules names of kernel modules
 * @param users names of users
 * @param cluster parts of what the cluster tells, where there is one
 */
public record FactQuery(
        Set<String> files,
        Set<String> folders,
        Set<String> artifacts,
        Set<String> units,
        Set<String> sysctls,
        Set<String> modules,
        Set<String> users,
        Set<ClusterPart> cluster) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/._@+-]+");

    public static final FactQuery NOTHING =
            new FactQuery(
                    Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    public FactQuery {
        files = Set.copyOf(files);
        folders = Set.copyOf(folders);
        artifacts = Set.copyOf(artifacts);
        units = Set.copyOf(units);
        sysctls = Set.copyOf(sysctls);
        modules = Set.copyOf(modules);
        users = Set.copyOf(users);
        cluster = Set.copyOf(cluster);
        List.of(files, folders, artifacts, units, sysctls, modules, users)
                .forEach(names -> names.forEach(FactQuery::refuseBlanks));
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
        return new FactQuery(
                union(files, more), folders, artifacts, units, sysctls, modules, users, cluster);
    }

    public FactQuery folders(Collection<String> more) {
        return new FactQuery(
                files, union(folders, more), artifacts, units, sysctls, modules, users, cluster);
    }

    public FactQuery artifacts(Collection<String> more) {
        return new FactQuery(
                files, folders, union(artifacts, more), units, sysctls, modules, users, cluster);
    }

    public FactQuery units(Collection<String> more) {
        return new FactQuery(
                files, folders, artifacts, union(units, more), sysctls, modules, users, cluster);
    }

    public FactQuery sysctls(Collection<String> more) {
        return new FactQuery(
                files, folders, artifacts, units, union(sysctls, more), modules, users, cluster);
    }

    public FactQuery modules(Collection<String> more) {
        return new FactQuery(
                files, folders, artifacts, units, sysctls, union(modules, more), users, cluster);
    }

    public FactQuery users(Collection<String> more) {
        return new FactQuery(
                files, folders, artifacts, units, sysctls, modules, union(users, more), cluster);
    }

    /** What any of them asks. All of a run's steps are put together again and again: in one go. */
    public static FactQuery all(List<FactQuery> queries) {
        return new FactQuery(
                union(queries, FactQuery::files),
                union(queries, FactQuery::folders),
                union(queries, FactQuery::artifacts),
                union(queries, FactQuery::units),
                union(queries, FactQuery::sysctls),
                union(queries, FactQuery::modules),
                union(queries, FactQuery::users),
                union(queries, FactQuery::cluster));
    }

    public FactQuery and(FactQuery other) {
        return all(List.of(this, other));
    }

    public FactQuery cluster(ClusterPart... more) {
        return cluster(List.of(more));
    }

    public FactQuery cluster(Collection<ClusterPart> more) {
        return ofCluster(union(cluster, more));
    }

    /** The same of the host, and of the cluster these parts alone. */
    public FactQuery ofCluster(Set<ClusterPart> parts) {
        return new FactQuery(files, folders, artifacts, units, sysctls, modules, users, parts);
    }

    private static <T> Set<T> union(List<FactQuery> queries, Function<FactQuery, Set<T>> asked) {
        Set<T> all = new HashSet<>();
        queries.forEach(query -> all.addAll(asked.apply(query)));
        return all;
    }

    private static <T> Set<T> union(Set<T> some, Collection<T> more) {
        Set<T> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }
}
