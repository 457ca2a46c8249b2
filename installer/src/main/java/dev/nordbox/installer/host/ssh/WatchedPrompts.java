package dev.nordbox.installer.host.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Knows whether a person is being asked right now, since no deadline runs against people, and which
 * passwords were typed: a later login of the same run does not ask for them again.
 */
final class WatchedPrompts implements LoginPrompts {
    private final LoginPrompts prompts;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong spent = new AtomicLong(); // nanoseconds
    private final Map<String, char[]> passwords = new ConcurrentHashMap<>();
    private volatile boolean typed;
    private volatile Optional<Long> signingSince = Optional.empty(); // nanoseconds

    WatchedPrompts(LoginPrompts prompts) {
        this.prompts = prompts;
    }

    boolean asking() {
        return open.get() > 0;
    }

    @Override
    public boolean somebody() {
        return prompts.somebody();
    }

    @Override
    public Optional<char[]> passphrase(Path file, int attempt) {
        return watched(() -> prompts.passphrase(file, attempt));
    }

    @Override
    public Optional<char[]> secret(String question) {
        typed = true;
        return watched(() -> prompts.secret(question));
    }

    @Override
    public Optional<char[]> password(String question) {
        typed = true;
        Optional<char[]> answer = watched(() -> prompts.password(question));
        answer.ifPresent(password -> passwords.put(question, password.clone()));
        return answer;
    }

    @Override
    public Optional<String> answer(String question) {
        typed = true;
        return watched(() -> prompts.answer(question));
    }

    @Override
    public void tell(String line) {
        prompts.tell(line);
    }

    /**
     * For another login of the same person.
     *
     * @param why there is one, should the person be asked again
     */
    LoginPrompts again(String why) {
        return new RepeatedPrompts(this, why);
    }

    /** Whether a server has asked for more than keys. */
    boolean typed() {
        return typed;
    }

    /** What was typed for this question last; empty: it was never asked. */
    Optional<char[]> remembered(String question) {
        return Optional.ofNullable(passwords.get(question)).map(char[]::clone);
    }

    /** What is waited for; it may be somebody's answer. */
    @FunctionalInterface
    interface Waiting<T, E extends Exception> {
        T end() throws E;
    }

    /** Asks a person, by whatever means. */
    <T, E extends Exception> T watched(Waiting<T, E> question) throws E {
        long start = System.nanoTime();
        open.incrementAndGet();
        try {
            return question.end();
        } finally {
            spent.addAndGet(System.nanoTime() - start);
            open.decrementAndGet();
        }
    }

    /** Has an agent sign: whether it asks somebody is known to it alone. */
    <T, E extends Exception> T signing(Waiting<T, E> signature) throws E {
        signingSince = Optional.of(System.nanoTime());
        try {
            return watched(signature);
        } finally {
            signingSince = Optional.empty();
        }
    }

    /** For how long an agent has been asked by now; zero: none is. */
    Duration signingFor() {
        return signingSince
                .map(since -> Duration.ofNanos(System.nanoTime() - since))
                .orElse(Duration.ZERO);
    }

    /** How long people took to answer, all in all. */
    Duration spent() {
        return Duration.ofNanos(spent.get());
    }
}
