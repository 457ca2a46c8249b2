package dev.nordbox.installer.evidence;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;

/**
 * Held while a box is proved, since two proofs at once would take each other's pods away. A
 * person's goes before the box' own: what the box was at ends, and comes again after it. One whose
 * connection was lost holds the box up for half an hour at most.
 */
final class Turn implements AutoCloseable {
    /** What a person's proof begins with. */
    static final String TAKE = "go before the box' own proof";

    private static final String GIVE = "let the box prove itself again";

    private final Optional<Shell> held;
    private final String token;

    private Turn(Optional<Shell> held, String token) {
        this.held = held;
        this.token = token;
    }

    static Turn ofAPerson(Shell host) throws ProblemException {
        String token = UUID.randomUUID().toString();
        Command take = ask(TAKE, "take", token);
        host.run(take).orFail(host, take);
        return new Turn(Optional.of(host), token);
    }

    /** It has waited for it, and holds up nobody. */
    static Turn ofTheBox() {
        return new Turn(Optional.empty(), "");
    }

    private static Command ask(String label, String what, String token) {
        return Command.script(label, Script.beside(Turn.class, "turn.sh"), what, token).withRoot();
    }

    @Override
    public void close() {
        try {
            if (held.isPresent()) {
                held.get().run(ask(GIVE, "give", token));
            }
        } catch (HostException e) {
            // It ends by itself, and what is wrong with the connection is told by then.
            return;
        }
    }
}
