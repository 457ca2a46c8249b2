package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Asks the person at the terminal; without one, nobody is asked. */
public final class TerminalPrompts implements HostKeyConfirmation, PassphrasePrompt {
    private final Optional<Console> console;

    private TerminalPrompts(Optional<Console> console) {
        this.console = console;
    }

    /** Both standard streams have to be a terminal: a prompt in a pipe helps nobody. */
    public static TerminalPrompts ofProcess() {
        return new TerminalPrompts(
                Optional.ofNullable(System.console()).filter(TerminalPrompts::isTerminal));
    }

    /** From Java 22 on there may be a console without a terminal, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    @Override
    public Answer confirm(String name, HostKey key, String note) {
        if (console.isEmpty()) {
            return Answer.NOBODY_TO_ASK;
        }
        Console terminal = console.get();
        terminal.printf("The server %s is not in known_hosts.%n", name);
        if (!note.isEmpty()) {
            terminal.printf("  %s%n", note);
        }
        terminal.printf("  %s%n", key);
        terminal.printf("Compare it with the provider's console. ");
        while (true) {
            String answer = terminal.readLine("Connect and remember it? (yes/no or SHA256:…) ");
            if (answer == null) {
                return Answer.DECLINED;
            }
            Optional<Answer> understood = understand(answer.strip(), key);
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
        return console.map(
                terminal ->
                        terminal.readPassword(
                                "%sPassphrase for %s: ", attempt > 1 ? "Wrong. " : "", file));
    }
}
