package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes what k3s reads at its start. All of it must stand before the first one: encryption of
 * Secrets cannot be switched on later, and the token is the root of every recovery.
 */
public final class WriteK3sFiles implements Step {
    /** k3s makes the same ones with the same modes; it leaves those it finds as they are. */
    private static final List<RemoteDirectory> DIRECTORIES =
            List.of(
                    new RemoteDirectory("/etc/rancher/k3s", "0755", "root:root"),
                    new RemoteDirectory("/var/lib/rancher/k3s", "0755", "root:root"),
                    new RemoteDirectory("/var/lib/rancher/k3s/server", "0700", "root:root"),
                    new RemoteDirectory("/var/lib/rancher/k3s/server/logs", "0700", "root:root"));

    private final K3sFiles files;

    public WriteK3sFiles(K3sFiles files) {
        this.files = files;
    }

    @Override
    public String id() {
        return "k3s-files";
    }

    @Override
    public String title() {
        return "Configure k3s";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.of(wanted(spec))
                .and(RemoteDirectory.query(DIRECTORIES))
                .files(List.of(K3sFiles.TOKEN))
                .and(Restoration.query())
                .and(
                        spec.kit()
                                .map(kit -> FactQuery.of(ofKit(kit, spec)))
                                .orElse(FactQuery.NOTHING));
    }

    /** The token, what people wrote beside k3s' own configuration, and the node's name. */
    private static List<RemoteFile> ofKit(Kit kit, InstallSpec spec) {
        List<RemoteFile> files = new ArrayList<>();
        files.add(secret(K3sFiles.TOKEN, kit.small(Kit.TOKEN).orElseThrow()));
        kit.below(Kit.K3S_ETC)
                .forEach((name, content) -> files.add(secret("/etc/rancher/k3s/" + name, content)));
        kit.below(Kit.K3S_ENV)
                .forEach(
                        (name, content) ->
                                Optional.ofNullable(K3sFiles.VARIABLES.get(name))
                                        .ifPresent(path -> files.add(secret(path, content))));
        if (kit.manifest().needsItsNode()) {
            files.removeIf(file -> file.path().equals(NodeName.FILE)); // says the same
            files.add(NodeName.kept(kit.manifest().node()));
        }
        boolean saidNow = RegistriesModel.isOurs(spec.config());
        files.removeIf(
                file -> file.path().equals(RegistriesModel.PATH) && (saidNow || isOurs(file)));
        return files;
    }

    private static List<RemoteFile> forHere(List<RemoteFile> files, HostFacts facts) {
        return files.stream()
                .map(
                        file ->
                                file.path().startsWith(K3sFiles.DROP_INS)
                                        ? new RemoteFile(
                                                file.path(),
                                                LostAddresses.commentedOut(file.content(), facts),
                                                file.mode(),
                                                file.owner(),
                                                file.secret())
                                        : file)
                .toList();
    }

    /** From settings that do not count any more: as a person's it would stay for ever. */
    private static boolean isOurs(RemoteFile file) {
        return new String(file.content(), StandardCharsets.UTF_8)
                .startsWith("# Written by nordbox");
    }

    private static RemoteFile secret(String path, byte[] content) {
        return new RemoteFile(path, content, "0600", "root:root", true);
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) throws ProblemException {
        List<Change> changes = new ArrayList<>(RemoteDirectory.missing(facts, DIRECTORIES));
        Optional<Kit> kit = Restoration.admitted(facts, spec);
        if (kit.isPresent()) {
            changes.addAll(WriteFile.missing(facts, forHere(ofKit(kit.get(), spec), facts)));
        } else if (!facts.file(K3sFiles.TOKEN).map(WriteK3sFiles::isPrivate).orElse(false)) {
            Command token =
                    HostScript.of("make the server token", "make-k3s-token", K3sFiles.TOKEN);
            changes.add(
                    Change.running(
                            facts.file(K3sFiles.TOKEN).isEmpty()
                                    ? "make the server token " + K3sFiles.TOKEN
                                    : "close the server token " + K3sFiles.TOKEN,
                            token));
        }
        changes.addAll(WriteFile.missing(facts, wanted(spec)));
        return changes;
    }

    private static boolean isPrivate(FileFacts token) {
        return token.kind() == FileFacts.Kind.FILE
                && token.size() > 0
                && token.mode().equals("0600")
                && token.owner().equals("root:root");
    }

    private List<RemoteFile> wanted(InstallSpec spec) {
        List<RemoteFile> wanted = new ArrayList<>(files.configuration(spec));
        wanted.add(files.killAll(spec));
        return wanted;
    }
}
