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
            output.tell(
                    new Event.Noted(
                            "kubectl",
                            "kubectl --kubeconfig %s --context %s get pods -A"
                                    .formatted(merged.file(), merged.context())));
        }
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
