package dev.nordbox.installer.app;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A host whose controller answers what the test says, the last answer for ever. */
final class FakeController {
    final FakeHost host = FakeHost.debian12();
    final List<String> asked = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();

    FakeController answers(String... all) {
        answers.addAll(List.of(all));
        host.asks(
                "ask the controller",
                (box, command) -> {
                    List<String> words = command.words();
                    asked.add(String.join(" ", words.subList(words.size() - 2, words.size())));
                    String answer = answers.size() > 1 ? answers.pop() : answers.peek();
                    return new CommandOutcome(0, answer + "\n", "");
                });
        return this;
    }

    BoxApplications applications() {
        return new BoxApplications(host, Optional.empty());
    }
}
