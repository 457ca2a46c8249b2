package dev.nordbox.installer.wiring;

import dev.nordbox.installer.backup.OnBox;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.ConnectionLost;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.up.Up;

/**
 * Has a box that came back from a kit say so in the store of its kits, where the lost host finds it
 * should it come back. What the store does not take now it is told with the next kit.
 */
public final class TellSuccession implements Up.Arrival {
    private static final String PHASE = "restore";

    private final Output output;

    public TellSuccession(Output output) {
        this.output = output;
    }

    @Override
    public void complete(Host host, BoxConfig config) throws ProblemException {
        try {
            new OnBox(host).settle().ifPresent(said -> output.tell(new Event.Noted(PHASE, said)));
        } catch (ConnectionLost e) {
            throw e;
        } catch (ProblemException e) {
            e.problems().forEach(problem -> output.tell(new Event.Warned(PHASE, problem)));
        }
    }
}
