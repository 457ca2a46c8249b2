package dev.nordbox.installer.drill;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.BoxDesk;
import dev.nordbox.installer.secret.Desk;
import dev.nordbox.installer.steps.CompareVolumes;
import dev.nordbox.installer.steps.Wait;
import dev.nordbox.installer.up.Up;
import dev.nordbox.installer.volume.Dumps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Asks a box that came back from a kit whether it is what the kit holds, and works. */
public final class RestoredBox {
    public static final String LIST = "list what came back";
    public static final String SECRETS = "list the names of secrets";

    public static final String PODS = "list the pods that came back";

    private static final Command OBJECTS =
            kubectl(LIST, "namespaces,nodes,persistentvolumes,sealedsecrets.bitnami.com", "json");

    /** Their names alone. */
    private static final Command NAMES =
            kubectl(
                    SECRETS,
                    "secrets",
                    "jsonpath={range .items[*]}{.metadata.namespace}/{.metadata.name}{\"\\n\"}{end}");

    private static final Command RUNNING = kubectl(PODS, "pods", "json");

    /** A problem of what runs there, not of the way to it. */
    private static final List<ExitCode> OF_APPLICATIONS =
            List.of(
                    ExitCode.TIMED_OUT,
                    ExitCode.NOT_SYNCED,
                    ExitCode.REPO_UNREACHABLE,
                    ExitCode.MANIFEST_INVALID,
                    ExitCode.OBJECT_REFUSED);

    private final Up.Arrival converge;
    private final Survey survey;
    private final Wait wait;
    private final Output output;

    /**
     * @param converge waits until the cluster is what the repository says
     * @param wait for pods to be started on this host
     */
    public RestoredBox(Up.Arrival converge, Survey survey, Wait wait, Output output) {
        this.converge = converge;
        this.survey = survey;
        this.wait = wait;
        this.output = output;
    }

    /** Every check, in the order in which they are told. */
    List<Checked> findings(Host host, BoxConfig config, Kit kit) throws ProblemException {
        Checked pods = pods(host, kit);
        Checked applications = applications(host, config);
        RestoredObjects objects = objects(host);
        List<Checked> findings = new ArrayList<>();
        findings.add(objects.namespaces(kit));
        findings.add(objects.node());
        findings.add(objects.volumes(kit));
        findings.add(
                VolumesCompared.finding(
                        kit,
                        CompareVolumes.differing(survey.gather(host, FactQuery.NOTHING), kit)));
        if (kit.manifest().volumes().stream().anyMatch(volume -> volume.output().isPresent())) {
            findings.add(DumpsRead.finding(Dumps.on(host)));
        }
        findings.add(
                objects.sealedSecrets(new Desk(new BoxDesk(host), host.name()), secrets(host)));
        findings.add(pods);
        findings.add(applications);
        return findings;
    }

    /** Waits until none of them is called Ready for what it was on the host of the kit. */
    private Checked pods(Host host, Kit kit) throws ProblemException {
        Wait.Started waiting = wait.start();
        List<String> old = podsOfBefore(host, kit);
        while (!old.isEmpty() && waiting.again(String.join(" ", old))) {
            output.tell(
                    new Event.Doing(
                            "drill",
                            "waiting for %d pods to be started here, %s among them"
                                    .formatted(old.size(), old.get(0))));
            old = podsOfBefore(host, kit);
        }
        return Checked.of(
                "pods",
                "every pod that is Ready was started on this host",
                old.stream().map(pod -> "pod %s was not started here".formatted(pod)).toList());
    }

    private static List<String> podsOfBefore(Host host, Kit kit) throws ProblemException {
        try {
            return PodsOfBefore.in(read(host, RUNNING), kit.manifest().created());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ExitCode.STEP_FAILED,
                    new Problem("the list of pods cannot be read", host.name(), "run it again"),
                    e);
        }
    }

    private Checked applications(Host host, BoxConfig config) throws ProblemException {
        List<String> wrong = List.of();
        try {
            converge.complete(host, config);
        } catch (HostException e) {
            throw e;
        } catch (ProblemException e) {
            if (!OF_APPLICATIONS.contains(e.exitCode())) {
                throw e;
            }
            wrong = e.problems().stream().map(Problem::what).toList();
        }
        return Checked.of("applications", "every application is Synced and Healthy", wrong);
    }

    static RestoredObjects objects(Host host) throws ProblemException {
        return RestoredObjects.parse(read(host, OBJECTS));
    }

    /** {@code NAMESPACE/NAME} of every Secret. */
    static Stream<String> secrets(Host host) throws ProblemException {
        return read(host, NAMES).lines();
    }

    private static Command kubectl(String label, String kinds, String format) {
        return Command.of(
                        "/usr/local/bin/k3s",
                        "kubectl",
                        "get",
                        kinds,
                        "--all-namespaces",
                        "--output=" + format)
                .withRoot()
                .within(Duration.ofMinutes(3))
                .called(label);
    }

    private static String read(Host host, Command command) throws ProblemException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            host.receive(command, said).orFail(host, command);
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.HOST_UNREACHABLE,
                    new Problem(
                            "its answer was cut: " + e.getMessage(), host.name(), "run it again"),
                    e);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
