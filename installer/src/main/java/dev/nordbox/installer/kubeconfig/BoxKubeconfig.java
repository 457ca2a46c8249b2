package dev.nordbox.installer.kubeconfig;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.ApiEndpoint;

/**
 * The administrator's kubeconfig of a box, in the box' own names: k3s calls everything {@code
 * default} and points at 127.0.0.1.
 *
 * @param yaml holds a private key; never logged
 */
public record BoxKubeconfig(String name, String yaml) {
    private static final String ON_THE_BOX = "/etc/rancher/k3s/k3s.yaml";
    private static final Command READ = Command.of("cat", ON_THE_BOX).withRoot();

    /**
     * Reads it from the box.
     *
     * @throws ProblemException when it is not there, or not as k3s writes it
     */
    public static BoxKubeconfig fetch(Host host, BoxConfig config) throws ProblemException {
        CommandOutcome outcome = host.run(READ);
        if (outcome.stderr().contains("No such file")) {
            throw new ProblemException(
                    ExitCode.STEP_FAILED,
                    new Problem(
                            "k3s is not installed on this host", host.name(), "run `up` first"));
        }
        String text = outcome.orFail(host, READ).stdout();
        return renamed(text, config.name(), ApiEndpoint.of(config), host.name());
    }

    static BoxKubeconfig renamed(String text, String name, ApiEndpoint endpoint, String host)
            throws ProblemException {
        KubeconfigDocument document = KubeconfigDocument.parse(text, host + ": " + ON_THE_BOX);
        document.renameOnly(name, endpoint.url(), host);
        return new BoxKubeconfig(name, document.text());
    }

    /** The name: the text is a secret. */
    @Override
    public String toString() {
        return "kubeconfig of " + name;
    }
}
