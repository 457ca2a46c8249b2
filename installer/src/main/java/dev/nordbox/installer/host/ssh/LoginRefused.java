package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The server is the right one, and does not let this login in. */
final class LoginRefused extends HostException {
    private static final long serialVersionUID = 1L;

    /** sshd's client says this when it has nothing left to offer; the server did not. */
    private static final String OUR_OWN_WORDS = "No more authentication methods available";

    private LoginRefused(Problem problem) {
        super(ExitCode.LOGIN_REFUSED, problem);
    }

    static LoginRefused of(SshTarget target, LoginTrace trace, String said) {
        List<String> parts = new ArrayList<>();
        parts.add("login as `%s` refused".formatted(target.user()));
        parts.add(
                trace.offered().isEmpty()
                        ? "nothing was offered"
                        : "offered " + String.join(", ", trace.offered()));
        if (!trace.notes().isEmpty()) {
            parts.add("not offered: " + String.join(", ", trace.notes()));
        }
        if (trace.partial()) {
            parts.add("a key was right, but the server wants more: " + methods(trace));
        } else if (!trace.accepted().isEmpty()) {
            parts.add("the server accepts " + methods(trace));
        }
        if (!said.equals(OUR_OWN_WORDS)) {
            parts.add("the server said: " + said);
        }
        return new LoginRefused(
                new Problem(String.join("; ", parts), target.name(), remedy(target, trace, said)));
    }

    static LoginRefused nothingToOffer(SshTarget target, LoginTrace trace) {
        String notes =
                trace.notes().isEmpty() ? "" : "; not usable: " + String.join(", ", trace.notes());
        return new LoginRefused(
                new Problem(
                        "there is no SSH key to log in with" + notes,
                        target.name(),
                        "name one with --identity FILE, `ssh-add` one to an agent, or make one with"
                                + " `ssh-keygen -t ed25519` and put its .pub into the server's"
                                + " ~/.ssh/authorized_keys"));
    }

    private static String methods(LoginTrace trace) {
        return trace.accepted().stream().sorted().collect(Collectors.joining(", "));
    }

    private static String remedy(SshTarget target, LoginTrace trace, String said) {
        if (said.contains("Too many authentication failures")) {
            return "the server stops after a few keys: name the right one with --identity FILE";
        }
        if (trace.partial()) {
            return "allow `%s` to log in with a key alone (AuthenticationMethods in the server's"
                            .formatted(target.user())
                    + " sshd_config)";
        }
        if (!trace.accepted().isEmpty() && !trace.accepted().contains("publickey")) {
            return "the server takes no keys: run in a terminal to type a password, or set"
                    + " PubkeyAuthentication yes in its sshd_config";
        }
        if (trace.offered().isEmpty()) {
            return "name a key with --identity FILE; if the server takes no keys at all, set"
                    + " PubkeyAuthentication yes in its sshd_config";
        }
        return "name the right key with --identity FILE, or put its .pub into"
                + " ~%s/.ssh/authorized_keys on the server".formatted(target.user());
    }
}
