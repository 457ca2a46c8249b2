package dev.nordbox.installer.output;

import java.util.Optional;

/** A terminal where what was typed unseen is masked from then on, wherever it turns up. */
record DiscreetTerminal(Terminal terminal, Redactor redactor) implements Terminal {

    @Override
    public void tell(String line) {
        terminal.tell(line);
    }

    @Override
    public Optional<String> ask(String question) {
        return terminal.ask(question);
    }

    @Override
    public Optional<char[]> askSecret(String question) {
        Optional<char[]> typed = terminal.askSecret(question);
        typed.map(String::new).ifPresent(redactor::register);
        return typed;
    }
}
