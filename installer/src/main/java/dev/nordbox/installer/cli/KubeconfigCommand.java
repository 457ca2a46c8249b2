package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.kubeconfig.BoxKubeconfig;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.up.MergeKubeconfig;
import dev.nordbox.installer.wiring.SshConnection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "kubeconfig",
        description = "Fetches a box's kubeconfig and merges it under a context of its own.",
        mixinStandardHelpOptions = true)
final class KubeconfigCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin KubeconfigOptions kubeconfig = new KubeconfigOptions();
    @Mixin OutputOptions options = new OutputOptions();

    @Option(
            names = "--print",
            description = "prints it in place of merging; it holds a private key")
    boolean print;

    private final Surroundings around;

    KubeconfigCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        Run.Stdout stdout = print ? Run.Stdout.DATA : Run.Stdout.EVENTS;
        return new Run("kubeconfig", options, around)
                .perform(stdout, (output, redactor) -> fetch(output));
    }

    private ExitCode fetch(Output output) throws ProblemException {
        SshConnection connection = box.connection(around, output);
        BoxConfig config =
                connection.resolve(box.read(around, output, kubeconfig.addTo(box.flags())));
        try (Host host = connection.connect(config.ssh())) {
            if (print) {
                around.out().print(BoxKubeconfig.fetch(host, config).yaml());
                around.out().flush();
            } else {
                new MergeKubeconfig(
                                kubeconfig.file(around),
                                kubeconfig.foreign(),
                                output,
                                around.clock())
                        .complete(host, config);
            }
            return ExitCode.DONE;
        }
    }
}
