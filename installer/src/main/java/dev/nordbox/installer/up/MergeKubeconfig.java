package dev.nordbox.installer.up;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.kubeconfig.BoxKubeconfig;
import dev.nordbox.installer.kubeconfig.KubeconfigFile;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Gives the person at the terminal a context for the box. */
public final class MergeKubeconfig implements Up.Arrival {
    private static final int API_PORT = 6443;

    private final Path file;
    private final KubeconfigFile.Foreign foreign;
    private final Output output;
    private final Clock clock;

    /**
     * @param foreign what becomes of an entry of the box's name that somebody else wrote
     */
    public MergeKubeconfig(Path file, KubeconfigFile.Foreign foreign, Output output, Clock clock) {
        this.file = file;
        this.foreign = foreign;
        this.output = output;
        this.clock = clock;
    }

    @Override
    public void complete(Host host, BoxConfig config) throws ProblemException {
        KubeconfigFile.Merged merged =
                new Phases(output, clock)
                        .during(
                                "kubeconfig",
                                () ->
                                        new KubeconfigFile(file)
                                                .merge(BoxKubeconfig.fetch(host, config), foreign),
                                MergeKubeconfig::summary);
        if (merged.changed()) {
            String kubectl =
                    "kubectl --kubeconfig %s --context %s"
                            .formatted(merged.file(), merged.context());
            output.tell(
                    new Event.Noted(
                            "kubectl",
                            isOutOfReach(host, config)
                                    ? "as long as `%s` runs: %s --server https://127.0.0.1:%d get pods -A"
                                            .formatted(
                                                    tunnel(host, config.ssh()), kubectl, API_PORT)
                                    : kubectl + " get pods -A"));
        }
    }

    /** Unless a person says who comes, or by which name, only the jump host is let in. */
    private static boolean isOutOfReach(Host host, BoxConfig config) {
        return !host.reachedDirectly()
                && config.firewall().admins().isEmpty()
                && config.k3s().apiEndpoint().isEmpty();
    }

    /** The way that the login took: as it was typed, since ssh's configuration knows it so. */
    private static String tunnel(Host host, BoxConfig.Ssh ssh) {
        String user = host.name().substring(0, host.name().lastIndexOf('@') + 1);
        String typed = ssh.host().contains("@") ? ssh.host() : user + ssh.host();
        String uri = typed.matches(".*[^:]:\\d+") && !typed.contains("://") ? "ssh://" : "";
        return "ssh -N -L %1$d:127.0.0.1:%1$d%2$s%3$s %4$s"
                .formatted(
                        API_PORT,
                        ssh.identityFile().map(key -> " -i " + key).orElse(""),
                        ssh.jump().map(jump -> " -J " + jump).orElse(""),
                        uri + typed);
    }

    @Override
    public List<Problem> problems(BoxConfig config) {
        return new KubeconfigFile(file).problems(config.name(), foreign);
    }

    private static String summary(KubeconfigFile.Merged merged) {
        return "context %s %s %s"
                .formatted(
                        merged.context(), merged.changed() ? "written to" : "is in", merged.file());
    }
}
