package dev.nordbox.installer.facts;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a plan needs to know of a host. Maps hold what exists, among what was asked for by a
 * {@link FactQuery}: a path that is not there has no entry.
 *
 * @param sections what each of {@link ShellSurvey#SECTIONS} tells
 * @param cluster empty until k3s answers
 */
public record HostFacts(Map<FactSection<?>, Object> sections, Optional<ClusterFacts> cluster) {

    public HostFacts {
        sections = Map.copyOf(sections);
    }

    @SuppressWarnings("unchecked") // a section's own value is what FactLines puts there
    public <T> T get(FactSection<T> section) {
        return (T) Objects.requireNonNull(sections.get(section), section.piece());
    }

    public Os os() {
        return get(Os.SECTION);
    }

    public Machine machine() {
        return get(Machine.SECTION);
    }

    public Login login() {
        return get(Login.SECTION);
    }

    public HostClock clock() {
        return get(HostClock.SECTION);
    }

    public Network network() {
        return get(Network.SECTION);
    }

    public List<ListeningPort> listening() {
        return get(ListeningPort.SECTION);
    }

    /** Other software that wants the same place, with the path that gave it away. */
    public Map<String, String> foreign() {
        return get(ForeignSoftware.SECTION);
    }

    public List<JavaRuntime> java() {
        return get(JavaRuntime.SECTION);
    }

    public Map<String, UserFacts> users() {
        return get(UserFacts.SECTION);
    }

    /** By absolute path. */
    public Map<String, FileFacts> files() {
        return get(FileFacts.SECTION);
    }

    public Optional<FileFacts> file(String path) {
        return Optional.ofNullable(files().get(path));
    }

    /** A sum over what lies right below a directory, by its path. */
    public Map<String, String> folders() {
        return get(FolderSums.SECTION);
    }

    public Optional<String> folder(String path) {
        return Optional.ofNullable(folders().get(path));
    }

    /** By name, {@code k3s.service}. */
    public Map<String, UnitFacts> units() {
        return get(UnitFacts.SECTION);
    }

    public UnitFacts unit(String name) {
        return units().getOrDefault(name, UnitFacts.ABSENT);
    }

    /** By dotted key. */
    public Map<String, String> sysctls() {
        return get(Kernel.SECTION).sysctls();
    }

    public Set<String> modules() {
        return get(Kernel.SECTION).modules();
    }

    public Map<String, String> notes() {
        return get(Notes.SECTION);
    }

    public Optional<String> note(String name) {
        return Optional.ofNullable(notes().get(name));
    }

    public GuardFacts guard() {
        return get(GuardFacts.SECTION);
    }

    public K3sFacts k3s() {
        return get(K3sFacts.SECTION);
    }

    public List<String> unwatched() {
        return get(Unwatched.SECTION);
    }

    public Around around() {
        return get(Around.SECTION);
    }

    public HostFacts with(Optional<ClusterFacts> answer) {
        return new HostFacts(sections, answer);
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
