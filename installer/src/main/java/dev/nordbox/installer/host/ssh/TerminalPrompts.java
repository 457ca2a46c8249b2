package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.output.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Asks the person at the terminal; without one, nobody is asked. */
public final class TerminalPrompts implements HostKeyConfirmation, LoginPrompts {
    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");

    private final Optional<Terminal> person;

    public TerminalPrompts(Optional<Terminal> person) {
        this.person = person;
    }

    @Override
    public Answer confirm(String name, HostKey key, String note) {
        List<String> text = new ArrayList<>();
        text.add("The server " + name + " is not in known_hosts.");
        if (!note.isEmpty()) {
            text.add("  " + note);
        }
        text.add("  " + key);
        return decide(text, "Connect and remember it? (yes/no or SHA256:…) ", key);
    }

    @Override
    public Answer confirmReplacement(String name, HostKey key, List<String> before) {
        List<String> text = new ArrayList<>();
        text.add("The server " + name + " shows another key than before.");
        before.forEach(old -> text.add("  before: " + old));
        text.add("  now:    " + key);
        return decide(text, "Put it in the old one's place? (yes/no or SHA256:…) ", key);
    }

    private Answer decide(List<String> text, String question, HostKey key) {
        if (person.isEmpty()) {
            return Answer.NOBODY_TO_ASK;
        }
        Terminal terminal = person.get();
        text.forEach(terminal::tell);
        terminal.tell("Compare it with the provider's console.");
        while (true) {
            Optional<String> answer = terminal.ask(question);
            if (answer.isEmpty()) {
                return Answer.DECLINED;
            }
            Optional<Answer> understood = understand(answer.get().strip(), key);
            if (understood.isPresent()) {
                return understood.get();
            }
        }
    }

    /** A pasted fingerprint compares better than eyes do; ssh-keygen prints it within a line. */
    static Optional<Answer> understand(String answer, HostKey key) {
        List<String> pasted =
                FINGERPRINT.matcher(answer).results().map(MatchResult::group).toList();
        if (!pasted.isEmpty()) {
            return Optional.of(
                    pasted.contains(key.fingerprint())
                            ? Answer.ACCEPTED
                            : Answer.another(pasted.get(0)));
        }
        return switch (answer.toLowerCase(Locale.ROOT)) {
            case "yes" -> Optional.of(Answer.ACCEPTED);
            case "no" -> Optional.of(Answer.DECLINED);
            default -> Optional.empty();
        };
    }

    @Override
    public boolean somebody() {
        return person.isPresent();
    }

    @Override
    public Optional<char[]> passphrase(Path file, int attempt) {
        return secret("%sPassphrase for %s: ".formatted(attempt > 1 ? "Wrong. " : "", file));
    }

    @Override
    public Optional<char[]> secret(String question) {
        return person.flatMap(terminal -> terminal.askSecret(question));
    }

    @Override
    public Optional<String> answer(String question) {
        return person.flatMap(terminal -> terminal.ask(question));
    }

    @Override
    public void tell(String line) {
        person.ifPresent(terminal -> terminal.tell(line));
    }
}
