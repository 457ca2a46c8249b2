package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.WriteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * An SSH key pair without passphrase that stays on the box: made there, or brought.
 *
 * @param path of the private half; the public one lies beside it
 * @param user who owns it, and its directory
 * @param noun what it is called, {@code deploy key}
 * @param setting that names one to bring, for messages
 */
record BoxKey(String path, String user, String noun, String setting) {

    String publicHalf() {
        return path + ".pub";
    }

    /** Where a brought key waits until it has proved usable: a bad one must not cost a good one. */
    String candidate() {
        return path + ".new";
    }

    FactQuery query() {
        return FactQuery.NOTHING.files(List.of(path, publicHalf()));
    }

    /** Whether there is one, whichever it is. An empty file is what a power cut may leave. */
    boolean stands(HostFacts facts) {
        return hasPublicHalf(facts)
                && facts.file(path)
                        .map(
                                found ->
                                        found.kind() == FileFacts.Kind.FILE
                                                && found.size() > 0
                                                && found.mode().equals("0600")
                                                && found.owner().equals(owner()))
                        .orElse(false);
    }

    Change make() {
        return make((publicHalf, progress) -> {});
    }

    /**
     * @param told of the public half as soon as it is there
     */
    Change make(BiConsumer<String, Progress> told) {
        Command make = HostScript.of("make a " + noun, "make-deploy-key", path, user);
        return new Change(
                        "make the " + noun + " " + path,
                        (host, progress) -> {
                            CommandOutcome outcome = host.run(make);
                            outcome.orFail(host, make);
                            told.accept(outcome.stdout().strip(), progress);
                        })
                .because("there is none, or not both halves of it");
    }

    /**
     * A change when another key stands there, or none.
     *
     * @throws ProblemException CONFIG_INVALID when the file cannot be read
     */
    List<Change> missing(HostFacts facts, Path brought) throws ProblemException {
        RemoteFile wanted = file(candidate(), read(brought));
        boolean same = facts.file(path).map(found -> found.matches(wanted)).orElse(false);
        return same && hasPublicHalf(facts)
                ? List.of()
                : bring(wanted, "the " + noun + " " + brought);
    }

    /**
     * @param key the private half
     * @param what it is, for people
     */
    List<Change> bring(byte[] key, String what) {
        return bring(file(candidate(), key), what);
    }

    private List<Change> bring(RemoteFile candidate, String what) {
        Command accept =
                HostScript.of(
                        "put the brought " + noun + " in place",
                        "accept-deploy-key",
                        candidate.path(),
                        path,
                        user,
                        noun);
        return List.of(
                new Change("bring " + what, new WriteFile(candidate)),
                Change.running("derive its public half, and put both in place", accept));
    }

    private boolean hasPublicHalf(HostFacts facts) {
        return facts.file(publicHalf()).filter(found -> found.size() > 0).isPresent();
    }

    private RemoteFile file(String place, byte[] key) {
        return new RemoteFile(place, key, "0600", owner(), true);
    }

    private String owner() {
        return user + ":" + user;
    }

    private byte[] read(Path key) throws ProblemException {
        try {
            return Files.readAllBytes(key);
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.CONFIG_INVALID,
                    new Problem(
                            "the " + noun + " cannot be read", key.toString(), "check " + setting),
                    e);
        }
    }
}
