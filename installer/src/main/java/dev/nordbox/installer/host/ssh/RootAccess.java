package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** How a login gets root's rights: it is root, or sudo lets it in without a password. */
final class RootAccess {

    /** Runs a finished command line; {@link SshHost} counts it. */
    @FunctionalInterface
    interface Shell {
        CommandOutcome run(String line, Command command) throws HostException;
    }

    private final SshTarget target;
    private final Shell shell;
    private boolean proved;

    RootAccess(SshTarget target, Shell shell) {
        this.target = target;
        this.shell = shell;
        this.proved = target.isRoot();
    }

    /** The words that run a command with root's rights. */
    List<String> words(List<String> command) throws HostException {
        prove();
        if (target.isRoot()) {
            return command;
        }
        List<String> words = new ArrayList<>(List.of("sudo", "-n", "--"));
        words.addAll(command);
        return words;
    }

    /** Once, and apart from the command itself: otherwise sudo's "no" looks like the command's. */
    private synchronized void prove() throws HostException {
        if (proved) {
            return;
        }
        Command proof = Command.of("sudo", "-n", "--", "true");
        CommandOutcome outcome = shell.run(ShellWords.join(proof.words()), proof);
        if (!outcome.succeeded()) {
            throw denied(outcome);
        }
        proved = true;
    }

    private HostException denied(CommandOutcome outcome) {
        String said = outcome.stderr().isBlank() ? "nothing" : outcome.stderr().strip();
        return new HostException(
                ExitCode.LOGIN_REFUSED,
                new Problem(
                        "`%s` may not use sudo without a password; sudo said: %s"
                                .formatted(target.user(), said),
                        target.name(),
                        "log in as root, or as root on the server: echo '%s ALL=(ALL) NOPASSWD:ALL'"
                                        .formatted(target.user())
                                + " >/etc/sudoers.d/90-nordbox && chmod 440"
                                + " /etc/sudoers.d/90-nordbox"));
    }
}
