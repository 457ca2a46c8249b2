package dev.nordbox.installer.host.ssh;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Knows whether a person is being asked right now, since no deadline runs against people, and what
 * was answered: the fresh connection that proves the way in must not ask again.
 */
final class WatchedPrompts implements LoginPrompts {
    private final LoginPrompts prompts;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, char[]> secrets = new ConcurrentHashMap<>();

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
        Optional<char[]> answer = watched(() -> prompts.secret(question));
        answer.ifPresent(typed -> secrets.put(question, typed.clone()));
        return answer;
    }

    @Override
    public Optional<String> answer(String question) {
        return watched(() -> prompts.answer(question));
    }

    @Override
    public void tell(String line) {
        prompts.tell(line);
    }

    /** Answers as the person did before, and asks nobody. */
    LoginPrompts again() {
        return new Repeated(secrets);
    }

    private record Repeated(Map<String, char[]> secrets) implements LoginPrompts {
        @Override
        public boolean somebody() {
            return !secrets.isEmpty();
        }

        @Override
        public Optional<char[]> passphrase(Path file, int attempt) {
            return Optional.empty();
        }

        @Override
        public Optional<char[]> secret(String question) {
            return Optional.ofNullable(secrets.get(question)).map(char[]::clone);
        }

        @Override
        public Optional<String> answer(String question) {
            return Optional.empty();
        }

        @Override
        public void tell(String line) {
            // It was told before.
        }
    }

    private <T> T watched(Supplier<T> question) {
        open.incrementAndGet();
        try {
            return question.get();
        } finally {
            open.decrementAndGet();
        }
    }
}
