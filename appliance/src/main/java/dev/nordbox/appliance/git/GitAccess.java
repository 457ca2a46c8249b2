package dev.nordbox.appliance.git;

import java.time.Duration;

/**
 * A repository and the way in.
 *
 * @param answerWithin how long a single answer of the other side may take
 * @param fetchWithin how long a whole fetch may take
 */
public record GitAccess(
        GitUrl url,
        GitLogin login,
        KnownHosts knownHosts,
        Duration answerWithin,
        Duration fetchWithin) {

    public static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
    public static final Duration FETCH_WITHIN = Duration.ofMinutes(10);

    /** With the usual patience. */
    public static GitAccess of(GitUrl url, GitLogin login, KnownHosts knownHosts) {
        return new GitAccess(url, login, knownHosts, ANSWER_WITHIN, FETCH_WITHIN);
    }

    /** A repository that needs no key, with the usual patience. */
    public static GitAccess open(GitUrl url) {
        return of(url, GitLogin.NONE, KnownHosts.NONE);
    }
}
