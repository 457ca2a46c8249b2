package dev.nordbox.installer.cli;

import dev.nordbox.appliance.Controller;
import dev.nordbox.appliance.ControllerOutcome;
import dev.nordbox.appliance.config.ConfigInvalid;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.config.ControllerConfigReader;
import dev.nordbox.appliance.http.ProxyOfEnvironment;
import dev.nordbox.appliance.status.StatusClient;
import dev.nordbox.installer.output.ConsoleLog;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "controller",
        description = {
            "Makes a cluster what a repository says, and keeps it so.",
            "On a box: --config FILE. On a laptop: --repo URL --kubeconfig FILE [--once].",
            "Beside several clusters: --kubeconfig NAME=FILE for each, or clusters: in --config."
        },
        mixinStandardHelpOptions = true)
final class ControllerCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "controller.yaml of a box")
    @Nullable Path config;

    @Mixin ForegroundOptions foreground = new ForegroundOptions();

    @Option(names = "--once", description = "ends when the cluster is what the repository says")
    boolean once;

    @Option(
            names = "--timeout",
            paramLabel = "10m",
            defaultValue = "10m",
            converter = Durations.class,
            description = "with --once: how long to wait")
    Duration timeout = Duration.ofMinutes(10);

    @Option(names = "--status", description = "asks a running controller and prints JSON")
    boolean status;

    @Option(names = "--sync", description = "has a running controller look at the repository now")
    boolean sync;

    @Option(names = "--ask", hidden = true, description = "what the commands of `app` ask")
    @Nullable String question;

    @Option(names = "--on-behalf-of", hidden = true, description = "who logged in to ask")
    @Nullable String onBehalfOf;

    @Option(
            names = "--socket",
            paramLabel = "FILE",
            description =
                    "of the running controller, by default that of a box; with --repo: where to"
                            + " serve the status, by default nowhere")
    @Nullable Path socket;

    @Mixin ClusterOption cluster = new ClusterOption();

    @Option(
            names = {"-v", "--verbose"},
            description = "logs more")
    boolean verbose;

    @Spec CommandSpec spec = CommandSpec.create();

    private final Surroundings around;

    ControllerCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (status || sync || question != null) {
            Path usual = socket == null ? ControllerConfig.SOCKET : socket;
            Path asked = ControllerConfig.socket(usual, cluster.name());
            return ask(new StatusClient(asked, whoAsks()));
        }
        try {
            ControllerConfig controller = configuration();
            ConsoleLog.open(around, around.redactor(), verbose);
            return converge(controller);
        } catch (ConfigInvalid e) {
            e.problems().forEach(this::complain);
            return ExitCode.CONFIG_INVALID.number();
        } catch (IllegalArgumentException e) {
            complain(e.getMessage());
            return ExitCode.CONFIG_INVALID.number();
        }
    }

    /** Behind sudo everybody is root. */
    private String whoAsks() {
        return onBehalfOf == null ? around.environment().getOrDefault("SUDO_USER", "") : onBehalfOf;
    }

    private ControllerConfig configuration() throws ConfigInvalid {
        if (config != null && foreground.given()) {
            throw new ParameterException(
                    spec.commandLine(), "--config and --repo exclude each other; name one");
        }
        if (config != null) {
            return ControllerConfigReader.read(config);
        }
        return foreground
                .configuration(around, Optional.ofNullable(socket))
                .orElseThrow(
                        () ->
                                new ParameterException(
                                        spec.commandLine(),
                                        "name --config FILE, or --repo URL and --kubeconfig FILE"));
    }

    private int converge(ControllerConfig controller) {
        ProxyOfEnvironment.makeDefault(around.environment());
        ControllerOutcome outcome =
                once
                        ? Controller.runOnce(controller, around.environment(), timeout)
                        : Controller.runUntilStopped(controller, around.environment());
        outcome.reasons().forEach(this::complain);
        return exitCode(outcome.ending()).number();
    }

    private int ask(StatusClient controller) {
        try {
            if (sync) {
                controller.sync();
            }
            if (question != null) {
                around.out().println(controller.json(question).strip());
                around.out().flush();
            }
            if (status) {
                around.out().println(controller.json().strip());
                around.out().flush();
            }
            return ExitCode.DONE.number();
        } catch (IOException e) {
            complain(e.getMessage());
            return ExitCode.NOT_SYNCED.number();
        }
    }

    private void complain(@Nullable Object what) {
        around.err()
                .println("nordbox controller: " + around.redactor().redact(String.valueOf(what)));
        around.err().flush();
    }

    private static ExitCode exitCode(ControllerOutcome.Ending ending) {
        return switch (ending) {
            case CONVERGED, STOPPED -> ExitCode.DONE;
            case NOT_SYNCED -> ExitCode.NOT_SYNCED;
            case REPO_UNREACHABLE -> ExitCode.REPO_UNREACHABLE;
            case MANIFEST_INVALID -> ExitCode.MANIFEST_INVALID;
            case OBJECT_REFUSED -> ExitCode.OBJECT_REFUSED;
            case SETUP_INVALID -> ExitCode.CONFIG_INVALID;
        };
    }
}
