package dev.nordbox.installer.output;

import java.io.Console;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The terminal that a person sits at, wherever the standard streams lead. */
public interface Terminal {

    void tell(String line);

    /** Empty when the person ends the input. */
    Optional<String> ask(String question);

    /** What is typed does not show; empty when the person ends the input, or it would show. */
    Optional<char[]> askSecret(String question);

    /**
     * The console where it is a terminal; else the process's own terminal, as ssh does: {@code
     * status -o json | jq} can still ask for a passphrase.
     */
    static Optional<Terminal> ofProcess() {
        Optional<Terminal> console =
                Optional.ofNullable(System.console())
                        .filter(Terminal::isTerminal)
                        .map(ConsoleTerminal::new);
        return console.or(DeviceTerminal::open).map(FreshLine::new);
    }

    /**
     * Whether a stream of this process leads to a terminal.
     *
     * @param descriptor {@code /proc/self/fd/2}; where there is none such, the console stands for
     *     it
     */
    static boolean isAtTheEndOf(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.matches("/dev/(pts/\\d+|tty\\w*|console)");
        } catch (IOException e) {
            return Optional.ofNullable(System.console()).filter(Terminal::isTerminal).isPresent();
        }
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

    /** Java's own way, which also sees to the echo. */
    record ConsoleTerminal(Console console) implements Terminal {
        @Override
        public void tell(String line) {
            console.printf("%s%n", line);
        }

        @Override
        public Optional<String> ask(String question) {
            return Optional.ofNullable(console.readLine("%s", question));
        }

        @Override
        public Optional<char[]> askSecret(String question) {
            return Optional.ofNullable(console.readPassword("%s", question));
        }
    }
}
