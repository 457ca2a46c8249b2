package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.output.Terminal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Asks the person at the terminal; without one, nobody is asked. */
public final class TerminalPrompts implements HostKeyConfirmation, PassphrasePrompt {
    private final Optional<Terminal> person;

    public TerminalPrompts(Optional<Terminal> person) {
        this.person = person;
    }

    @Override
    public Answer confirm(String name, HostKey key, String note) {
        if (person.isEmpty()) {
            return Answer.NOBODY_TO_ASK;
        }
        Terminal terminal = person.get();
        terminal.tell("The server " + name + " is not in known_hosts.");
        if (!note.isEmpty()) {
            terminal.tell("  " + note);
        }
        terminal.tell("  " + key);
        terminal.tell("Compare it with the provider's console.");
        while (true) {
            Optional<String> answer =
                    terminal.ask("Connect and remember it? (yes/no or SHA256:…) ");
            if (answer.isEmpty()) {
                return Answer.DECLINED;
            }
            Optional<Answer> understood = understand(answer.get().strip(), key);
            if (understood.isPresent()) {
                return understood.get();
            }
        }
    }

    /** A pasted fingerprint compares better than eyes do. */
    static Optional<Answer> understand(String answer, HostKey key) {
        if (answer.startsWith("SHA256:")) {
            boolean same = answer.equals(key.fingerprint());
            return Optional.of(same ? Answer.ACCEPTED : Answer.DECLINED);
        }
        return switch (answer.toLowerCase(Locale.ROOT)) {
            case "yes" -> Optional.of(Answer.ACCEPTED);
            case "no" -> Optional.of(Answer.DECLINED);
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<char[]> ask(Path file, int attempt) {
        return person.flatMap(
                terminal ->
                        terminal.askSecret(
                                "%sPassphrase for %s: "
                                        .formatted(attempt > 1 ? "Wrong. " : "", file)));
    }
}
