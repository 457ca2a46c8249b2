package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cloud images let root's key in, and answer every command with a hint at the right login.
 *
 * @see <a href="https://cloudinit.readthedocs.io/en/latest/reference/modules.html">disable_root</a>
 */
final class ForcedCommand {
    private static final int CLOUD_INIT_EXIT = 142;
    private static final Pattern HINT = Pattern.compile("Please login as the user \"([^\"]+)\"");

    private ForcedCommand() {}

    static void reject(Hop hop, CommandOutcome outcome) throws HostException {
        Matcher hint = HINT.matcher(outcome.stdout());
        if (outcome.exitCode() == CLOUD_INIT_EXIT && hint.lookingAt()) {
            throw new HostException(
                    ExitCode.LOGIN_REFUSED,
                    new Problem(
                            "the server closes `%s` to logins, and says: %s"
                                    .formatted(hop.target().user(), outcome.stdout().strip()),
                            hop.target().name(),
                            "--host " + hop.typedAs(hint.group(1))));
        }
    }
}
