package dev.nordbox.installer.facts;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;

/** The facts script answered something that it cannot have written. */
public final class FactsUnreadable extends HostException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 200;

    public FactsUnreadable(String host, String why, String line) {
        super(
                ExitCode.UNEXPECTED,
                new Problem(
                        "the facts cannot be read: %s: %s"
                                .formatted(
                                        why,
                                        line.length() <= SHOWN
                                                ? line
                                                : line.substring(0, SHOWN) + "…"),
                        host,
                        "see what `sh -c true` prints over this login; if nothing, report it with"
                                + " the log file"));
    }
}
