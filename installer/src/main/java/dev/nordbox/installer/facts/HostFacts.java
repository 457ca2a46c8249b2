package dev.nordbox.installer.facts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a plan needs to know of a host. Maps hold what exists, among what was asked for by a
 * {@link FactQuery}: a path that is not there has no entry.
 *
 * @param foreign other software that wants the same place, with the path that gave it away: {@code
 *     docker} at {@code /usr/bin/dockerd}
 * @param files by absolute path
 * @param folders a sum over the YAML and {@code .conf} files right below a directory, by its path;
 *     a directory without any has no entry
 * @param units by name, {@code k3s.service}
 * @param sysctls by dotted key
 * @param modules kernel modules that are loaded or built in
 * @param notes one-line values that steps left under {@code /var/lib/nordbox-installer/notes}
 * @param unwatched places that our audit rules name, that are there, and that the kernel does not
 *     watch
 * @param around what only preflight asks; nothing for a survey with a query
 * @param cluster empty until k3s answers
 */
public record HostFacts(
        Os os,
        Machine machine,
        Login login,
        HostClock clock,
        Network network,
        List<ListeningPort> listening,
        Map<String, String> foreign,
        List<JavaRuntime> java,
        Map<String, UserFacts> users,
        Map<String, FileFacts> files,
        Map<String, String> folders,
        Map<String, UnitFacts> units,
        Map<String, String> sysctls,
        Set<String> modules,
        Map<String, String> notes,
        GuardFacts guard,
        K3sFacts k3s,
        List<String> unwatched,
        Around around,
        Optional<ClusterFacts> cluster) {

    public HostFacts {
        listening = List.copyOf(listening);
        foreign = Map.copyOf(foreign);
        java = List.copyOf(java);
        users = Map.copyOf(users);
        files = Map.copyOf(files);
        folders = Map.copyOf(folders);
        units = Map.copyOf(units);
        sysctls = Map.copyOf(sysctls);
        modules = Set.copyOf(modules);
        notes = Map.copyOf(notes);
        unwatched = List.copyOf(unwatched);
    }

    public Optional<FileFacts> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    public Optional<String> folder(String path) {
        return Optional.ofNullable(folders.get(path));
    }

    public UnitFacts unit(String name) {
        return units.getOrDefault(name, UnitFacts.ABSENT);
    }

    public Optional<String> note(String name) {
        return Optional.ofNullable(notes.get(name));
    }

    public HostFacts with(Optional<ClusterFacts> answer) {
        return new HostFacts(
                os, machine, login, clock, network, listening, foreign, java, users, files, folders,
                units, sysctls, modules, notes, guard, k3s, unwatched, around, answer);
    }

    /**
     * These, and of the cluster what was known before where it has not been asked again: of the
     * same start of k3s, since after another one all of it may be different.
     */
    public HostFacts over(HostFacts earlier) {
        boolean sameStart = unit(K3sFacts.UNIT).start().equals(earlier.unit(K3sFacts.UNIT).start());
        return sameStart && cluster.isPresent() && earlier.cluster.isPresent()
                ? with(Optional.of(cluster.get().over(earlier.cluster.get())))
                : this;
    }
}
