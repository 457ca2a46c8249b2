package dev.nordbox.installer.backup;

import dev.nordbox.installer.backup.Succession.Taker;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import java.time.Duration;

/**
 * Has the controller of a box wait, as one does beside another that acts: its Lease is held by the
 * host that has taken the box over, and its status says so.
 */
final class ControllerHold {
    static final String LABEL = "hold the controller";

    private final Shell shell;

    ControllerHold(Shell shell) {
        this.shell = shell;
    }

    /**
     * @return whether it holds; not when the API does not answer, which keeps it from acting, too
     */
    boolean begin(Taker by) throws HostException {
        // It stands in the controller's status as it is.
        String holder = by.words().replaceAll("[^A-Za-z0-9@.:_ -]", "?");
        return shell.run(command("hold", holder)).succeeded();
    }

    void end() throws HostException {
        shell.run(command("release", ""));
    }

    private static Command command(String what, String holder) {
        return Command.script(
                        LABEL,
                        Script.beside(ControllerHold.class, "hold-controller.sh"),
                        what,
                        holder)
                .withRoot()
                .within(Duration.ofMinutes(5));
    }
}
