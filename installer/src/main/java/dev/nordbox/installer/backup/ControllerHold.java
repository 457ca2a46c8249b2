package dev.nordbox.installer.backup;

import dev.nordbox.installer.backup.Succession.Taker;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.steps.ControllerLease;

/**
 * Has the controller of a box wait, as one does beside another that acts: its Lease is held by the
 * host that has taken the box over, and its status says so.
 */
final class ControllerHold {
    static final String LABEL = ControllerLease.LABEL;

    private final Shell shell;

    ControllerHold(Shell shell) {
        this.shell = shell;
    }

    /**
     * @return whether it holds; not when the API does not answer, which keeps it from acting, too,
     *     nor where it never has acted, and has no Lease
     */
    boolean begin(Taker by) throws HostException {
        return shell.run(ControllerLease.hold(by.words())).succeeded();
    }

    /**
     * @return whether it goes on
     */
    boolean end() throws HostException {
        return shell.run(ControllerLease.RELEASE).succeeded();
    }
}
