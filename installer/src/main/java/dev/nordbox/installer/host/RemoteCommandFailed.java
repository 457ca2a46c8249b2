package dev.nordbox.installer.host;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;

/** A command ran on the host and said no. The message carries the end of its standard error. */
public final class RemoteCommandFailed extends HostException {
    private static final long serialVersionUID = 1L;
    private static final int TAIL = 600;

    public RemoteCommandFailed(String host, Command command, CommandOutcome outcome) {
        super(
                ExitCode.STEP_FAILED,
                new Problem(
                        "`%s` exited %d: %s"
                                .formatted(command.label(), outcome.exitCode(), tail(outcome)),
                        host,
                        "mend what the host says, then run the same command again"));
    }

    private static String tail(CommandOutcome outcome) {
        String text = outcome.stderr().isBlank() ? outcome.stdout() : outcome.stderr();
        text = text.strip();
        if (text.isEmpty()) {
            return "it said nothing";
        }
        return text.length() <= TAIL ? text : "…" + text.substring(text.length() - TAIL);
    }
}
