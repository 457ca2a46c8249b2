package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Command;
import java.time.Duration;

/** Has the controller of a box hold, as one does beside another that acts, or go on. */
public final class ControllerLease {
    public static final String LABEL = "hold the controller";

    /** Lets it go on; is done with one that goes on already, and where no k3s is. */
    public static final Command RELEASE = command("release", "");

    private ControllerLease() {}

    /**
     * @param holder who has it hold; stands in its status as it is
     */
    public static Command hold(String holder) {
        return command("hold", holder);
    }

    private static Command command(String what, String holder) {
        return HostScript.of(LABEL, "hold-controller", what, holder).within(Duration.ofMinutes(5));
    }
}
