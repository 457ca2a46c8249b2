package dev.nordbox.installer.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Answers every question for a secret with the next word, and every other one with the next line.
 */
public final class Typist implements Terminal {
    private final Deque<String> secrets;
    private final Deque<String> lines = new ArrayDeque<>();
    private final List<String> questions = new ArrayList<>();

    public Typist(String... secrets) {
        this.secrets = new ArrayDeque<>(List.of(secrets));
    }

    public Typist answering(String... answers) {
        lines.addAll(List.of(answers));
        return this;
    }

    /** What was asked so far. */
    public List<String> questions() {
        return List.copyOf(questions);
    }

    @Override
    public void tell(String line) {}

    @Override
    public Optional<String> ask(String question) {
        questions.add(question);
        return Optional.ofNullable(lines.poll());
    }

    @Override
    public Optional<char[]> askSecret(String question) {
        questions.add(question);
        return Optional.ofNullable(secrets.poll()).map(String::toCharArray);
    }
}
