package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out, once, how a login gets root's rights, and asks for sudo's password when it must. */
final class RootAccess {
    private static final int ATTEMPTS = 3;
    private static final List<String> C = List.of("env", "LC_ALL=C.UTF-8");
    private static final Pattern ABSENT =
            Pattern.compile("not found|No such file|Unknown command|command not found");
    private static final Pattern NOT_ALLOWED =
            Pattern.compile("not in the sudoers|may not run sudo|not allowed to");

    /** Runs words in the login's shell; {@link SshHost} counts it. */
    @FunctionalInterface
    interface Shell {
        CommandOutcome run(List<String> words, Command command) throws HostException;
    }

    private final SshTarget target;
    private final Shell shell;
    private final LoginPrompts prompts;
    private Optional<Elevation> proved = Optional.empty();

    RootAccess(SshTarget target, Shell shell, LoginPrompts prompts) {
        this.target = target;
        this.shell = shell;
        this.prompts = prompts;
    }

    /** What is to be run in a command's place to have root's rights. */
    Elevation.Raised raise(List<String> words, Command command) throws HostException {
        return elevation().raise(words, command);
    }

    String describe() throws HostException {
        Elevation elevation = elevation();
        return elevation instanceof Elevation.Root ? "the login is root" : elevation.toString();
    }

    /** Proved apart from the command itself: otherwise sudo's "no" looks like the command's. */
    private synchronized Elevation elevation() throws HostException {
        if (proved.isEmpty()) {
            proved = Optional.of(target.isRoot() ? new Elevation.Root() : prove());
        }
        return proved.get();
    }

    /**
     * sudo, else doas, else sudo with a password: both may be there, and one of them not for us.
     */
    private Elevation prove() throws HostException {
        Elevation sudo = new Elevation.Free(List.of("sudo", "-n", "--"));
        CommandOutcome free = trial(sudo);
        if (free.succeeded()) {
            return sudo;
        }
        Elevation doas = new Elevation.Free(List.of("doas", "-n", "--"));
        CommandOutcome instead = trial(doas);
        if (instead.succeeded()) {
            return doas;
        }
        if (isAbsent(free)) {
            throw doasDenied(instead);
        }
        if (NOT_ALLOWED.matcher(free.stderr()).find() || !prompts.somebody()) {
            throw denied(free);
        }
        return provePassword();
    }

    private HostException doasDenied(CommandOutcome outcome) {
        boolean absent = isAbsent(outcome);
        return new HostException(
                ExitCode.LOGIN_REFUSED,
                new Problem(
                        absent
                                ? "the server has neither sudo nor doas"
                                : "`%s` may not use doas without a password; doas said: %s"
                                        .formatted(target.user(), said(outcome)),
                        target.name(),
                        absent
                                ? "log in as root, or install sudo there"
                                : "log in as root, or as root on the server: echo 'permit nopass %s'"
                                                .formatted(target.user())
                                        + " >>/etc/doas.conf (doas reads passwords from terminals"
                                        + " only)"));
    }

    private Elevation provePassword() throws HostException {
        CommandOutcome last = new CommandOutcome(1, "", "");
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            String again = attempt == 1 ? "" : "Wrong. ";
            Optional<char[]> typed =
                    prompts.secret(again + "sudo's password for " + target.name() + ": ");
            if (typed.isEmpty()) {
                break;
            }
            Elevation password = new Elevation.Password(typed.get());
            last = trial(password);
            if (last.succeeded()) {
                return password;
            }
        }
        throw denied(last);
    }

    private CommandOutcome trial(Elevation elevation) throws HostException {
        Command proof = Command.of("true");
        Elevation.Raised raised = elevation.raise(proof.words(), proof);
        List<String> words = new java.util.ArrayList<>(C);
        words.addAll(raised.words());
        return shell.run(words, raised.command());
    }

    private static boolean isAbsent(CommandOutcome outcome) {
        return outcome.exitCode() == 127 && ABSENT.matcher(outcome.stderr()).find();
    }

    private static String said(CommandOutcome outcome) {
        return outcome.stderr().isBlank() ? "nothing" : outcome.stderr().strip();
    }

    private HostException denied(CommandOutcome outcome) {
        return new HostException(
                ExitCode.LOGIN_REFUSED,
                new Problem(
                        "`%s` may not use sudo without a password; sudo said: %s"
                                .formatted(target.user(), said(outcome)),
                        target.name(),
                        "run in a terminal and type the password, log in as root, or as root on the"
                                + " server: echo '%s ALL=(ALL) NOPASSWD:ALL'"
                                        .formatted(target.user())
                                + " >/etc/sudoers.d/90-nordbox && chmod 440"
                                + " /etc/sudoers.d/90-nordbox"));
    }
}
