package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Machine;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.UpgradeNote.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One hop of k3s from the installed version to the wanted one, and whether it can be made at all.
 */
public record UpgradePath(K3sVersion from, K3sVersion to) {
    private static final String FIELD = "k3s.version";

    /** Where k3s, its images and what is kept of the old one lie. */
    private static final String STATE = "/var/lib";

    /** Of a small cluster; a large one has some 100 MB of etcd. */
    private static final long ROOM_FOR_SNAPSHOTS = 512L << 20;

    /**
     * The last k3s whose etcd is surely a 3.5. It is 3.5.26, the only one from which etcd 3.6 can
     * be reached (k3s-io/k3s#13493, etcd's "zombie members").
     */
    private static final K3sVersion LAST_ETCD_3_5 = K3sVersion.parse("v1.33.8+k3s1").orElseThrow();

    /** The first of 1.32 with the same etcd (k3s-io/k3s#13494). */
    private static final K3sVersion MENDED_1_32 = K3sVersion.parse("v1.32.12+k3s1").orElseThrow();

    /** The kubelet refuses cgroup v1 from here on. */
    private static final int MINOR_OF_CGROUP_2 = 35;

    /** What {@link #of} decides on, beyond the facts every run gathers. */
    public static FactQuery asks() {
        return Restoration.query().units(List.of(K3sFiles.UNIT));
    }

    /** Whether the new binary is in its place already, or on its way out of it again. */
    public static boolean isSwapped(HostFacts facts) {
        return UpgradeNote.of(facts)
                .filter(n -> !n.phase().isOneOf(Phase.BEGUN, Phase.KEPT))
                .isPresent();
    }

    /**
     * The configuration with the version to upgrade to: that of an upgrade that was begun, else the
     * one that was named, else the newest that this nordbox has sums of.
     *
     * @throws ProblemException CONFIG_INVALID when another one was named than the one that is under
     *     way
     */
    public static BoxConfig settled(HostFacts facts, BoxConfig config) throws ProblemException {
        Optional<UpgradeNote> note = UpgradeNote.of(facts).filter(n -> n.phase() != Phase.BEGUN);
        if (note.isEmpty() || note.get().to().equals(config.k3s().version())) {
            return config;
        }
        if (config.k3s().chosen()) {
            throw refused(
                    "an upgrade of k3s from %s to %s was begun, and not done: %s"
                            .formatted(
                                    note.get().from(),
                                    note.get().to(),
                                    note.get().phase().meaning()),
                    "name %s, or none, and run it again; the next upgrade comes after that"
                            .formatted(note.get().to()));
        }
        return config.with(config.k3s().ofVersion(note.get().to()));
    }

    /**
     * The hop that is to be made, or to be made to its end; empty when the wanted version is there.
     *
     * @param config with the version that is wanted
     * @throws ProblemException CONFIG_INVALID when there is no way to that version from here,
     *     HOST_REFUSED when the host is not one to upgrade, or does not bear that version
     */
    public static Optional<UpgradePath> of(String host, HostFacts facts, BoxConfig config)
            throws ProblemException {
        Optional<UpgradeNote> note = UpgradeNote.of(facts);
        if (note.isPresent() && note.get().phase() != Phase.BEGUN) {
            return Optional.of(
                    new UpgradePath(version(note.get().from()), version(note.get().to())));
        }
        refuseOtherHosts(host, facts);
        UpgradePath path =
                new UpgradePath(
                        version(facts.k3s().version().orElse("of no known version")),
                        version(config.k3s().version()));
        if (path.from.equals(path.to)) {
            return Optional.empty();
        }
        path.refuseLeaps();
        path.refuseEtcd();
        path.refuseUnfit(host, facts);
        return Optional.of(path);
    }

    /**
     * What is brought lies there twice: beside what it replaces, which is kept.
     *
     * @throws ProblemException HOST_REFUSED when that and two snapshots would not fit
     */
    public static void requireRoom(String host, HostFacts facts, Artifacts brought)
            throws ProblemException {
        Optional<Machine.Disk> disk = Optional.ofNullable(facts.machine().disks().get(STATE));
        long archive = brought.images().map(Artifact::size).orElse(0L);
        long needed = 2 * (brought.k3s().size() + archive) + ROOM_FOR_SNAPSHOTS;
        if (disk.isPresent() && disk.get().freeBytes() < needed) {
            throw new ProblemException(
                    ExitCode.HOST_REFUSED,
                    new Problem(
                            "the upgrade and its way back need %d MiB, and %s has %d MiB free"
                                    .formatted(needed >> 20, STATE, disk.get().freeBytes() >> 20),
                            host,
                            "make room there: `k3s crictl rmi --prune` removes images that no pod"
                                    + " uses"));
        }
    }

    private static void refuseOtherHosts(String host, HostFacts facts) throws ProblemException {
        List<Problem> problems = new ArrayList<>();
        if (!facts.k3s().ours() || facts.k3s().version().isEmpty()) {
            problems.add(
                    new Problem(
                            "there is no k3s of nordbox's on this host",
                            host,
                            "`up` installs one; what another installer brought, its own tool"
                                    + " upgrades"));
        } else if (facts.file(Restoration.DATASTORE).isEmpty()) {
            problems.add(
                    new Problem(
                            "k3s' datastore is not etcd, or not there: no snapshot, no way back",
                            host + ": " + Restoration.DATASTORE,
                            "run `up` first"));
        } else if (!facts.unit(K3sFiles.UNIT).isActive()) {
            problems.add(
                    new Problem(
                            "k3s is %s, and only one that runs can be compared with the next"
                                    .formatted(facts.unit(K3sFiles.UNIT).active()),
                            host + ": " + K3sFiles.UNIT,
                            "run `up`, which starts it or says what is wrong"));
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.HOST_REFUSED, problems);
        }
    }

    private static K3sVersion version(String text) throws ProblemException {
        Optional<K3sVersion> version = K3sVersion.parse(text);
        if (version.isEmpty()) {
            throw refused(
                    "k3s %s is none whose way on is known".formatted(text),
                    "name a release as k3s does, v1.36.4+k3s1");
        }
        return version.get();
    }

    private void refuseLeaps() throws ProblemException {
        if (to.compareTo(from) < 0) {
            throw refused(
                    to.cannotFollow(from),
                    "name one that is newer than %s; %s"
                            .formatted(from.text(), K3sVersion.WAY_BACK));
        }
        if (from.major() != to.major()) {
            throw refused(
                    "nobody knows the way from k3s %s to %s".formatted(from.text(), to.text()),
                    "name a release of v%d".formatted(from.major()));
        }
        if (!from.isNextTo(to)) {
            throw refused(
                    "from k3s %s to %s minor releases would be left out"
                            .formatted(from.text(), to.text()),
                    "upgrade in hops, with --k3s each time: %s, then %s; take the newest of each"
                            .formatted(between(), to.text()));
        }
    }

    /** {@code v1.34.x, v1.35.x}. */
    private String between() {
        return IntStream.range(from.minor() + 1, to.minor())
                .mapToObj(minor -> "v%d.%d.x".formatted(from.major(), minor))
                .collect(Collectors.joining(", "));
    }

    private void refuseEtcd() throws ProblemException {
        boolean mended =
                from.compareTo(LAST_ETCD_3_5) >= 0
                        || from.minor() == MENDED_1_32.minor() && from.compareTo(MENDED_1_32) >= 0;
        if (!mended && to.compareTo(LAST_ETCD_3_5) > 0) {
            throw refused(
                    "from k3s %s, whose etcd is older than 3.5.26, etcd 3.6 of %s is not safely"
                                    .formatted(from.text(), to.text())
                            + " reached (k3s-io/k3s#13485)",
                    "first `upgrade --k3s %s`, then the rest of the way"
                            .formatted(LAST_ETCD_3_5.text()));
        }
    }

    private void refuseUnfit(String host, HostFacts facts) throws ProblemException {
        if (to.minor() >= MINOR_OF_CGROUP_2 && facts.machine().cgroupVersion() < 2) {
            throw new ProblemException(
                    ExitCode.HOST_REFUSED,
                    new Problem(
                            "k3s %s does not run on cgroup v1, which this host has"
                                    .formatted(to.text()),
                            host + ": /sys/fs/cgroup",
                            "boot with systemd.unified_cgroup_hierarchy=1 on the kernel's command"
                                    + " line"));
        }
    }

    private static ProblemException refused(String what, String remedy) {
        return new ProblemException(ExitCode.CONFIG_INVALID, new Problem(what, FIELD, remedy));
    }

    @Override
    public String toString() {
        return "k3s %s to %s".formatted(from.text(), to.text());
    }
}
