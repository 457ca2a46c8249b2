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

    static LoginRefused of(Hop hop, LoginTrace trace, String said) {
        SshTarget target = hop.target();
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
                new Problem(String.join("; ", parts), target.name(), remedy(hop, trace, said)));
    }

    static LoginRefused nothingToOffer(Hop hop, LoginTrace trace) {
        String notes =
                trace.notes().isEmpty() ? "" : "; not usable: " + String.join(", ", trace.notes());
        return new LoginRefused(
                new Problem(
                        "there is no SSH key to log in with" + notes,
                        hop.target().name(),
                        "name one with "
                                + naming(hop)
                                + ", `ssh-add` one to an agent, or make one with"
                                + " `ssh-keygen -t ed25519` and put its .pub into the server's"
                                + " ~/.ssh/authorized_keys"));
    }

    private static String methods(LoginTrace trace) {
        return trace.accepted().stream().sorted().collect(Collectors.joining(", "));
    }

    private static String remedy(Hop hop, LoginTrace trace, String said) {
        String user = hop.target().user();
        if (said.contains("Too many authentication failures")) {
            return "the server stops after a few keys: name the right one with " + naming(hop);
        }
        if (trace.hasUnsigned()) {
            return "have the key sign: type its passphrase, touch the security key when nordbox"
                    + " says so, or unlock the agent";
        }
        if (trace.partial()) {
            return "run in a terminal to type what it asks for, or allow `%s` to log in with a key"
                            .formatted(user)
                    + " alone (AuthenticationMethods in the server's sshd_config)";
        }
        if (!trace.accepted().isEmpty() && !trace.accepted().contains("publickey")) {
            return "the server takes no keys: run in a terminal to type a password, or set"
                    + " PubkeyAuthentication yes in its sshd_config";
        }
        if (trace.offered().isEmpty()) {
            return "name a key with "
                    + naming(hop)
                    + "; if the server takes no keys at all, set"
                    + " PubkeyAuthentication yes in its sshd_config";
        }
        return "name the right key with "
                + naming(hop)
                + ", or put its .pub into ~%s/.ssh/authorized_keys on the server".formatted(user);
    }

    /** The command line's key is the box's, as with ssh. */
    private static String naming(Hop hop) {
        return hop.jump() ? "IdentityFile for this host in ~/.ssh/config" : "--identity FILE";
    }
}
