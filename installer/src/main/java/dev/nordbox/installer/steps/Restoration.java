package dev.nordbox.installer.steps;

import dev.nordbox.appliance.catalog.RepositoryAddress;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Machine;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import java.util.List;
import java.util.Optional;

/**
 * How far a host has come back from a kit, by the note it keeps: {@code begun ID}, then {@code done
 * ID NODE BOX}. What it takes from a kit it takes until it is done; from then on the box is its
 * own.
 */
public final class Restoration {
    static final String NOTE = "restored";

    /** Where the note lies. */
    public static final String PATH = Note.DIRECTORY + "/" + NOTE;

    static final String DATASTORE = "/var/lib/rancher/k3s/server/db/etcd";

    private static final String BEGUN = "begun";
    private static final String DONE = "done";

    private static final String STATE = "/var/lib";

    /** For k3s and what its images unpack to. */
    private static final long ROOM_TO_START = 1L << 30;

    private Restoration() {}

    /** The kit of a restore that is still to be made, or to be made to its end. */
    public static Optional<Kit> pending(HostFacts facts, Optional<Kit> kit) {
        return kit.filter(given -> !facts.note(NOTE).orElse("").startsWith(done(given)));
    }

    /**
     * The same for steps: on a host that it is not for, nothing is ever taken from a kit.
     *
     * @throws ProblemException as {@link #check}
     */
    static Optional<Kit> admitted(HostFacts facts, InstallSpec spec) throws ProblemException {
        check(facts.machine().hostname(), facts, spec);
        return pending(facts, spec.kit());
    }

    static FactQuery query() {
        return FactQuery.NOTHING.files(List.of(DATASTORE));
    }

    /**
     * @throws ProblemException KIT_UNUSABLE when the kit is not for this host, or the host waits
     *     for another command
     */
    public static void check(String host, HostFacts facts, InstallSpec spec)
            throws ProblemException {
        Optional<Kit> pending = pending(facts, spec.kit());
        if (pending.isEmpty() && isBegun(facts)) {
            throw unusable(
                    "a restore of this host was begun, and not done",
                    host,
                    "run the same `up --restore` again; `down --delete-data` gives it up");
        }
        if (pending.isPresent() && facts.file(DATASTORE).isPresent() && !isBegun(facts)) {
            throw facts.note(NOTE).orElse("").startsWith(DONE + " ")
                    ? unusable(
                            "the host has come back already, from another kit",
                            host,
                            "run `up` without --restore, or name that kit; `down --delete-data`"
                                    + " makes a fresh server of this")
                    : unusable(
                            "the host has a cluster of its own, which a restore would put an end to",
                            host,
                            "restore on a fresh server; `down --delete-data` makes one of this");
        }
        if (pending.isPresent()) {
            checkVolumes(host, facts, pending.get());
            checkRoom(host, facts, pending.get());
            checkRepository(pending.get(), spec);
        }
    }

    /** Once a restore was begun, what lies there is its own. */
    private static void checkVolumes(String host, HostFacts facts, Kit kit)
            throws ProblemException {
        List<String> there = new VolumeData(kit).there(facts);
        if (!there.isEmpty() && !isBegun(facts)) {
            throw unusable(
                    "the host has data where volumes of the kit belong: "
                            + String.join(", ", there),
                    host,
                    "move it away, or restore on a fresh server; `down --delete-data` makes one of"
                            + " this");
        }
    }

    /** Once a restore was begun, some of it is there already. */
    private static void checkRoom(String host, HostFacts facts, Kit kit) throws ProblemException {
        Optional<Machine.Disk> disk = Optional.ofNullable(facts.machine().disks().get(STATE));
        long needed = kit.manifest().roomToRestore() + ROOM_TO_START;
        if (!isBegun(facts) && disk.isPresent() && disk.get().freeBytes() < needed) {
            throw unusable(
                    "the kit needs %d MiB, and %s has %d MiB free"
                            .formatted(needed >> 20, STATE, disk.get().freeBytes() >> 20),
                    host,
                    "restore on a server with a larger disk; `kit show` tells the size of each"
                            + " volume");
        }
    }

    /** A kit is of one repository; another one is another box. */
    private static void checkRepository(Kit kit, InstallSpec spec) throws ProblemException {
        String followed = kit.manifest().repository().map(r -> r.url()).orElse("");
        String wanted = spec.config().git().url();
        boolean same = RepositoryAddress.of(followed).equals(RepositoryAddress.of(wanted));
        if (!followed.isEmpty() && !same) {
            String said = spec.config().git().saidBy();
            throw unusable(
                    "the kit is of a box that follows %s, and %s says %s"
                            .formatted(followed, said, wanted),
                    kit.file().toString(),
                    "should the repository have moved, %s: the box comes back to the kit's, and `up"
                                    .formatted(
                                            said.startsWith("--")
                                                    ? "leave " + said + " out"
                                                    : "take git.url out there, or add --repo "
                                                            + followed)
                            + " --repo %s` then moves it; else name the kit of this box"
                                    .formatted(wanted));
        }
    }

    /**
     * Of a k3s that a person brought, the version is known only once it has run on the host.
     *
     * @throws ProblemException KIT_UNUSABLE when the k3s that is there cannot open the snapshot
     */
    static void checkVersion(HostFacts facts, Kit kit) throws ProblemException {
        Optional<K3sVersion> there = facts.k3s().version().flatMap(K3sVersion::parse);
        Optional<K3sVersion> saved = K3sVersion.parse(kit.manifest().k3s());
        if (there.isPresent() && saved.isPresent() && !saved.get().opens(there.get())) {
            throw otherVersion(saved.get(), there.get(), facts.machine().hostname());
        }
    }

    static ProblemException otherVersion(K3sVersion saved, K3sVersion wanted, String where) {
        return unusable(
                "the kit is of k3s %s, and %s does not open what that one has written"
                        .formatted(saved.text(), wanted.text()),
                where,
                "restore with k3s %s, and upgrade once the box is back".formatted(saved.text()));
    }

    private static ProblemException unusable(String what, String where, String remedy) {
        return new ProblemException(ExitCode.KIT_UNUSABLE, new Problem(what, where, remedy));
    }

    /**
     * What a host came back from.
     *
     * @param kit its id
     * @param box name of the box that made it; {@code ""} where an earlier version left it out
     */
    public record Source(String kit, String box) {}

    /**
     * What a host came back from, once it is back.
     *
     * @param note what stands at {@link #PATH}
     */
    public static Optional<Source> cameFrom(String note) {
        String[] words = note.strip().split(" ");
        return words.length >= 2 && words[0].equals(DONE)
                ? Optional.of(new Source(words[1], words.length > 3 ? words[3] : ""))
                : Optional.empty();
    }

    static boolean isBegun(HostFacts facts) {
        return facts.note(NOTE).orElse("").startsWith(BEGUN + " ");
    }

    static boolean isBegunWith(Kit kit, HostFacts facts) {
        return facts.note(NOTE).orElse("").equals(begun(kit));
    }

    static RemoteFile begunWith(Kit kit) {
        return Note.of(NOTE, begun(kit));
    }

    private static String begun(Kit kit) {
        return BEGUN + " " + kit.id();
    }

    static RemoteFile doneWith(Kit kit) {
        return Note.of(
                NOTE,
                "%s %s %s"
                        .formatted(done(kit), kit.manifest().node(), kit.manifest().box())
                        .strip());
    }

    private static String done(Kit kit) {
        return DONE + " " + kit.id();
    }

    /**
     * Name of the node that the cluster had where it came from; empty unless it came from a kit.
     */
    static Optional<String> formerNode(HostFacts facts) {
        String[] words = facts.note(NOTE).orElse("").split(" ");
        return words.length >= 3 && words[0].equals(DONE)
                ? Optional.of(words[2])
                : Optional.empty();
    }
}
