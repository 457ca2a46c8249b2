package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.Part;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.installer.volume.Dumps;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the cluster of a kit back, before k3s is in systemd's hands: what was begun and not done
 * cannot be started, not even by a reboot, and is begun anew.
 */
public final class RestoreCluster implements Step {
    static final String SNAPSHOT = "/var/lib/rancher/k3s/server/db/snapshots/nordbox-restore";
    static final String NODE_PASSWORD = "/etc/rancher/node/password";
    static final String RECEIVE = "receive the snapshot";
    static final String RESTORE = "restore the cluster";

    @Override
    public String id() {
        return "restore";
    }

    @Override
    public String title() {
        return "Bring the cluster back from the kit";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return Restoration.query()
                .files(List.of(NODE_PASSWORD))
                .artifacts(List.of(SNAPSHOT))
                .and(spec.kit().map(kit -> new VolumeData(kit).query()).orElse(FactQuery.NOTHING));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        Optional<Kit> pending = Restoration.admitted(facts, spec);
        if (pending.isEmpty()) {
            return List.of();
        }
        Restoration.checkVersion(facts, pending.get());
        return changes(facts, pending.get());
    }

    private static List<Change> changes(HostFacts facts, Kit kit) {
        Part snapshot = kit.manifest().part(Kit.SNAPSHOT).orElseThrow();
        VolumeData volumes = new VolumeData(kit);
        List<Change> changes = new ArrayList<>();
        if (!Restoration.isBegunWith(kit, facts)) {
            changes.addAll(Removal.of(facts, volumes.there(facts))); // of a kit that was given up
        }
        changes.add(
                new Change(
                        "note that a restore has begun",
                        new WriteFile(Restoration.begunWith(kit))));
        Dumps dumps = ReadDumpsIn.of(kit);
        if (!dumps.isEmpty() || facts.note(Dumps.NOTE).isPresent()) {
            changes.add(
                    new Change("note which dumps wait to be read in", new WriteFile(dumps.note())));
        }
        kit.small(Kit.NODE_PASSWORD)
                .map(secret -> WriteFile.missing(facts, List.of(nodePassword(secret))))
                .ifPresent(changes::addAll);
        changes.addAll(volumes.missing(facts));
        if (!facts.file(SNAPSHOT).map(FileFacts::sha256).equals(Optional.of(snapshot.sha256()))) {
            changes.add(
                    new Change(
                            "send the snapshot, %d KiB".formatted(snapshot.size() >> 10),
                            (host, progress) -> send(host, kit, snapshot)));
        }
        changes.add(
                new Change(
                        "restore the cluster of %s as of %s"
                                .formatted(kit.manifest().host(), kit.manifest().created()),
                        (host, progress) -> restore(host, kit)));
        return changes;
    }

    /** K3s refuses a node whose name it knows and whose password it does not. */
    private static RemoteFile nodePassword(byte[] secret) {
        return new RemoteFile(NODE_PASSWORD, secret, "0600", "root:root", true);
    }

    /** From the kit to the host, decrypted on the way and on no disk between them. */
    private static void send(Host host, Kit kit, Part snapshot) throws ProblemException {
        String script = Script.beside(RestoreCluster.class, "receive-snapshot.sh");
        Command words = Command.of("sh", "-c", script, "sh", SNAPSHOT, snapshot.sha256());
        Command receive =
                new Command(words.words(), new byte[0], true, Duration.ofMinutes(5), RECEIVE);
        try {
            host.send(receive, out -> kit.copy(Kit.SNAPSHOT, out)).orFail(host, receive);
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.STEP_FAILED,
                    new Problem(
                            "the snapshot did not arrive: " + e.getMessage(),
                            host.name(),
                            "run the same command again; it goes on where it stopped"),
                    e);
        }
    }

    private static void restore(Host host, Kit kit) throws ProblemException {
        Command restore =
                HostScript.of(
                                RESTORE,
                                "restore-cluster",
                                SNAPSHOT,
                                kit.small(Kit.SERVER_CA).map(FileFacts::sha256).orElse("none"))
                        .within(Duration.ofMinutes(10));
        host.run(restore).orFail(host, restore);
        host.write(List.of(Restoration.doneWith(kit)));
    }
}
