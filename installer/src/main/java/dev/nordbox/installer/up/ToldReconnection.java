package dev.nordbox.installer.up;

import dev.nordbox.installer.host.Reconnection;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.Problem;

/** Tells that a connection was lost, and how it goes with the next one. */
public record ToldReconnection(Output output) implements Reconnection.Watch {
    private static final String PHASE = "connect";

    public static Reconnection of(Output output) {
        return new Reconnection(new ToldReconnection(output), Reconnection.Pause.REAL);
    }

    @Override
    public void lost(Problem loss) {
        output.tell(
                new Event.Warned(
                        PHASE,
                        new Problem(
                                loss.what(),
                                loss.where(),
                                "nothing to do: nordbox connects again and goes on")));
    }

    @Override
    public void trying(String what) {
        output.tell(new Event.Doing(PHASE, what));
    }

    @Override
    public void back(String host) {
        output.tell(new Event.Noted(PHASE, "connected again to " + host));
    }
}
