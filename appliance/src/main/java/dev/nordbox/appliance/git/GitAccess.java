package dev.nordbox.appliance.git;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A repository, the revision of it that is wanted, and what opens the door.
 *
 * @param targetRevision branch, tag, commit or version range, read as Argo CD reads it; {@code ""}
 *     is {@code HEAD}
 * @param identityFile private key for SSH; no other key, agent or password is ever offered
 * @param knownHosts the pinned host keys for SSH; no other file is ever read
 * @param credentialsFile {@code username=} and {@code password=} lines for https
 * @param answerWithin how long a single answer of the other side may take
 * @param fetchWithin how long a whole fetch may take
 */
public record GitAccess(
        GitUrl url,
        String targetRevision,
        Optional<Path> identityFile,
        Optional<Path> knownHosts,
        Optional<Path> credentialsFile,
        Duration answerWithin,
        Duration fetchWithin) {

    public static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
    public static final Duration FETCH_WITHIN = Duration.ofMinutes(10);

    public GitAccess {
        targetRevision = targetRevision.isEmpty() ? "HEAD" : targetRevision;
    }

    /** A repository that needs no key, with the usual patience. */
    public static GitAccess open(GitUrl url, String targetRevision) {
        return new GitAccess(
                url,
                targetRevision,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ANSWER_WITHIN,
                FETCH_WITHIN);
    }
}
