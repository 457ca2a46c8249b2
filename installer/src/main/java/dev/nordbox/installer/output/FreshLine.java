package dev.nordbox.installer.output;

import java.util.Optional;

/**
 * Speaks at the beginning of a line: what {@link Screen} says is going on now stands on the last
 * one, without an end.
 */
record FreshLine(Terminal terminal) implements Terminal {

    @Override
    public void tell(String line) {
        terminal.tell(Screen.BACK_AND_ERASE + line);
    }

    @Override
    public Optional<String> ask(String question) {
        return terminal.ask(Screen.BACK_AND_ERASE + question);
    }

    @Override
    public Optional<char[]> askSecret(String question) {
        return terminal.askSecret(Screen.BACK_AND_ERASE + question);
    }
}
