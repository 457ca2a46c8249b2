package dev.nordbox.appliance.git;

import java.time.Duration;

/**
 * A repository and the way in.
 *
 * @param trust who vouches for the host, over https
 * @param answerWithin how long a single answer of the other side may take
 * @param fetchWithin how long a whole fetch may take
 */
public record GitAccess(
        GitUrl url,
        GitLogin login,
        KnownHosts knownHosts,
        HttpsTrust trust,
        Duration answerWithin,
        Duration fetchWithin) {

    public static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
    public static final Duration FETCH_WITHIN = Duration.ofMinutes(10);

    /** To a host that this machine's Java trusts, if it is over https. */
    public GitAccess(
            GitUrl url,
            GitLogin login,
            KnownHosts knownHosts,
            Duration answerWithin,
            Duration fetchWithin) {
        this(url, login, knownHosts, HttpsTrust.JAVA, answerWithin, fetchWithin);
    }

    /** With the usual patience. */
    public static GitAccess of(
            GitUrl url, GitLogin login, KnownHosts knownHosts, HttpsTrust trust) {
        return new GitAccess(url, login, knownHosts, trust, ANSWER_WITHIN, FETCH_WITHIN);
    }

    /** A repository that needs no key, with the usual patience. */
    public static GitAccess open(GitUrl url) {
        return of(url, GitLogin.NONE, KnownHosts.NONE, HttpsTrust.JAVA);
    }
}
