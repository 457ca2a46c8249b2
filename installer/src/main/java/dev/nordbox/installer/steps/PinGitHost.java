package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Question;
import java.util.List;
import java.util.Optional;

/**
 * Pins the Git server's key, so that the controller speaks to no other. A key that {@code
 * git.hostKey} spells out is taken as it is; a fingerprint is held against what the box sees; a key
 * that nobody named must be confirmed by a person.
 */
public final class PinGitHost implements Question {
    /** {@code HOST FINGERPRINT SUM}: what is pinned, and the sum of the file that pins it. */
    static final String NOTE = "git-host";

    /** The directory is the controller's, where root writes nothing of its own. */
    private static final String OWNER = "nordbox:nordbox";

    /** Whose it was when boxes of an earlier release were made. */
    private static final String EARLIER_OWNER = "root:nordbox";

    private final HostKeyConfirmation confirmation;
    private Optional<HostKey> confirmed = Optional.empty();

    public PinGitHost(HostKeyConfirmation confirmation) {
        this.confirmation = confirmation;
    }

    @Override
    public String id() {
        return "git-host";
    }

    @Override
    public String title() {
        return "Pin the Git server";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING.files(List.of(ControllerPaths.KNOWN_HOSTS));
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Optional<Repository> repository = overSsh(spec);
        if (repository.isEmpty() || isPinned(facts, repository.get())) {
            return List.of();
        }
        String server = repository.get().knownHost();
        return List.of(
                new Change(
                                "pin the key of the Git server " + server,
                                (host, progress) -> pin(host, repository.get()))
                        .because("it is not pinned, or what is pinned was changed"));
    }

    @Override
    public boolean mayAsk(HostFacts firstLook, InstallSpec spec) {
        return overSsh(spec).filter(repository -> !isNoted(firstLook, repository)).isPresent();
    }

    @Override
    public void ask(Host host, HostFacts facts, InstallSpec spec) throws ProblemException {
        Optional<Repository> repository = overSsh(spec);
        if (repository.isEmpty() || isPinned(facts, repository.get())) {
            return;
        }
        try {
            confirmed = Optional.of(GitHostKey.find(host, repository.get(), confirmation));
        } catch (ProblemException e) {
            // The guard that stands may keep the box from a server that the next one lets it reach.
            boolean guarded = facts.guard().listing().isPresent();
            if (e.exitCode() != ExitCode.REPO_UNREACHABLE || !guarded) {
                throw e;
            }
        }
    }

    private static Optional<Repository> overSsh(InstallSpec spec) {
        return Repository.of(spec).filter(Repository::overSsh);
    }

    /** Whether it was pinned once, as what is wanted. */
    private static boolean isNoted(HostFacts facts, Repository repository) {
        String[] pinned = noted(facts);
        return pinned.length == 3
                && pinned[0].equals(repository.knownHost())
                && GitHostKey.wanted(repository).map(pinned[1]::equals).orElse(true);
    }

    private static String[] noted(HostFacts facts) {
        return facts.note(NOTE).orElse("").split(" ");
    }

    private static boolean isPinned(HostFacts facts, Repository repository) {
        Optional<FileFacts> file = facts.file(ControllerPaths.KNOWN_HOSTS);
        return file.isPresent()
                && isNoted(facts, repository)
                && noted(facts)[2].equals(file.get().sha256())
                && List.of(OWNER, EARLIER_OWNER).contains(file.get().owner())
                && file.get().mode().equals("0640");
    }

    private void pin(Host host, Repository repository) throws ProblemException {
        HostKey key =
                confirmed.isPresent()
                        ? confirmed.get()
                        : GitHostKey.find(host, repository, confirmation);
        RemoteFile file =
                RemoteFile.of(
                                ControllerPaths.KNOWN_HOSTS,
                                repository.knownHost() + " " + GitHostKey.line(key) + "\n",
                                "0640")
                        .ownedBy(OWNER);
        String note =
                String.join(
                        " ",
                        repository.knownHost(),
                        key.fingerprint(),
                        FileFacts.sha256(file.content()));
        host.write(List.of(file, Note.of(NOTE, note)));
    }
}
