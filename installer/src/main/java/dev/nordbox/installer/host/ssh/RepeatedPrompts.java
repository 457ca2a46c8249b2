package dev.nordbox.installer.host.ssh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Another login of somebody who was asked before. A password is repeated, once; for whatever else a
 * server asks, such as a code that it takes a single time, the person is asked anew.
 */
final class RepeatedPrompts implements LoginPrompts {
    private final WatchedPrompts before;
    private final List<String> untold = new ArrayList<>();
    private final Set<String> repeated = new HashSet<>();

    RepeatedPrompts(WatchedPrompts before, String why) {
        this.before = before;
        untold.add(why + "; a one-time code counts once, so type the next one:");
    }

    /** Whom a key alone let in is not asked for a password later: something else is wrong then. */
    @Override
    public boolean somebody() {
        return before.typed();
    }

    @Override
    public Optional<char[]> passphrase(Path file, int attempt) {
        return Optional.empty();
    }

    @Override
    public synchronized Optional<char[]> password(String question) {
        Optional<char[]> same =
                repeated.add(question) ? before.remembered(question) : Optional.empty();
        return same.or(() -> asked(() -> before.password(question)));
    }

    @Override
    public synchronized Optional<char[]> secret(String question) {
        return asked(() -> before.secret(question));
    }

    @Override
    public synchronized Optional<String> answer(String question) {
        return asked(() -> before.answer(question));
    }

    /** Only in front of a question: what is repeated needs no words. */
    @Override
    public synchronized void tell(String line) {
        untold.add(line);
    }

    private <T> T asked(Supplier<T> question) {
        untold.forEach(before::tell);
        untold.clear();
        return question.get();
    }
}
