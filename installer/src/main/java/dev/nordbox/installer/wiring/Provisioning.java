package dev.nordbox.installer.wiring;

import dev.nordbox.installer.artifact.JavaRuntimeArchive;
import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.drill.Drill;
import dev.nordbox.installer.drill.RestoredBox;
import dev.nordbox.installer.drill.Scratch;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.Reconnection;
import dev.nordbox.installer.host.ssh.TerminalPrompts;
import dev.nordbox.installer.kubeconfig.KubeconfigFile;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.preflight.Preflight;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.steps.DrillSteps;
import dev.nordbox.installer.steps.InstallSteps;
import dev.nordbox.installer.steps.K3sSurvey;
import dev.nordbox.installer.steps.LoginFile;
import dev.nordbox.installer.steps.RemovalSteps;
import dev.nordbox.installer.steps.ScratchHost;
import dev.nordbox.installer.steps.UpgradeSteps;
import dev.nordbox.installer.steps.Wait;
import dev.nordbox.installer.store.s3.S3Credentials;
import dev.nordbox.installer.up.AwaitConverged;
import dev.nordbox.installer.up.AwaitConverged.Watched;
import dev.nordbox.installer.up.Down;
import dev.nordbox.installer.up.Gate;
import dev.nordbox.installer.up.LookOver;
import dev.nordbox.installer.up.LostHost;
import dev.nordbox.installer.up.MergeKubeconfig;
import dev.nordbox.installer.up.TellBackupKey;
import dev.nordbox.installer.up.TellSealing;
import dev.nordbox.installer.up.ToldReconnection;
import dev.nordbox.installer.up.Up;
import dev.nordbox.installer.up.Upgrade;
import dev.nordbox.templates.Templates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the flow of {@code up} and {@code plan} from real parts.
 *
 * @param ssh how this run gets in
 * @param environment the process's, with flags in place of its variables
 * @param kubeconfig which gets the box's context; empty: none does
 * @param foreign what becomes of an entry there that somebody else wrote
 * @param patience how long to wait for the cluster to be what the repository says
 * @param sealingKeys files with private keys that the box shall seal with; none: it makes its own
 */
public record Provisioning(
        Surroundings around,
        SshFlags ssh,
        Map<String, String> environment,
        Optional<Path> kubeconfig,
        KubeconfigFile.Foreign foreign,
        Duration patience,
        List<Path> sealingKeys,
        Output output) {

    private static final Logger LOG = LoggerFactory.getLogger(Provisioning.class);

    /** Set to anything: a run that has the host is ended. */
    public static final String TAKE_OVER = "NORDBOX_TAKE_OVER";

    /**
     * For a box that is for nobody: no kubeconfig, no sealing keys.
     *
     * @param patience how long to wait for it to be what the repository says
     */
    public static Provisioning ofNobodysBox(
            Surroundings around,
            SshFlags ssh,
            Map<String, String> environment,
            Duration patience,
            Output output) {
        return new Provisioning(
                around,
                ssh,
                environment,
                Optional.empty(),
                KubeconfigFile.Foreign.REFUSE,
                patience,
                List.of(),
                output);
    }

    /** For what brings no box to its end: no kubeconfig, no sealing keys, nothing awaited. */
    public static Provisioning withoutArrival(
            Surroundings around, SshFlags ssh, Map<String, String> environment, Output output) {
        return ofNobodysBox(around, ssh, environment, Duration.ZERO, output);
    }

    public Up up(BoxConfig config) {
        return up(config, (host, settled) -> {});
    }

    /**
     * @param last what is done once the box is what its repository says
     */
    public Up up(BoxConfig config, Up.Arrival last) {
        return up(ofABox(), installSteps(config), arrival(List.of(), last));
    }

    /**
     * From a kit.
     *
     * @param last as for {@link #up}
     * @param lost where the kit is from
     */
    public Up comeback(BoxConfig config, Up.Arrival last, LostHost lost) {
        Gate gate = ofABox();
        return up(
                (host, facts) ->
                        Stream.concat(
                                        gate.inspect(host, facts).stream(),
                                        lost.inspect(facts).stream())
                                .toList(),
                installSteps(config),
                arrival(List.of(new TellSuccession(output)), last));
    }

    private Gate ofABox() {
        Gate gate = Gate.of(new Preflight(javaSupply()));
        return (host, facts) -> {
            ScratchHost.refuseDrill(host, facts);
            return gate.inspect(host, facts);
        };
    }

    private Up up(Gate gate, List<Step> steps, Up.Arrival arrival) {
        return new Up(
                new SshConnection(around, ssh, output),
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.REMEMBER, around.clock()),
                new ShellSurvey(new K3sSurvey(), ShellSurvey.Sums.REMEMBER, around.clock()),
                gate,
                new VerifiedArtifacts(environment, around.cache()),
                steps,
                operator(),
                arrival,
                ToldReconnection.of(output),
                output,
                around.clock());
    }

    private List<Step> installSteps(BoxConfig config) {
        maskCredentials(config);
        TerminalPrompts person = new TerminalPrompts(around.person());
        return InstallSteps.of(templates(config), person, person, Wait.patient(), sealingKeys);
    }

    /** The way there, and back at once. */
    public Drill drill(BoxConfig config) {
        Survey look = new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, around.clock());
        Gate gate = Gate.of(new Preflight(javaSupply()));
        return new Drill(
                new Scratch(new SshConnection(around, ssh, output), look),
                arrival -> up(gate, DrillSteps.of(installSteps(config)), arrival),
                new RestoredBox(converge(), look, Wait.patient().within(patience), output),
                down(config, RemovalSteps.Data.DELETE),
                output,
                around.clock());
    }

    /** The way back. */
    public Down down(BoxConfig config, RemovalSteps.Data data) {
        return new Down(
                new SshConnection(around, ssh, output),
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, around.clock()),
                Gate.of(Preflight.ofRights()),
                RemovalSteps.of(templates(config), data),
                operator(),
                output,
                around.clock());
    }

    /** To another k3s, or back. */
    public Upgrade upgrade(BoxConfig config) {
        maskCredentials(config);
        return new Upgrade(
                new SshConnection(around, ssh, output),
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.REMEMBER, around.clock()),
                Gate.of(Preflight.ofRights()),
                new VerifiedArtifacts(environment, around.cache()),
                UpgradeSteps.of(templates(config), Wait.patient()),
                operator(),
                output,
                around.clock());
    }

    /** Before the way: a look alone. */
    public LookOver lookOver() {
        return new LookOver(
                new SshConnection(around, ssh, output),
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, around.clock())
                        .thorough(),
                new Preflight(javaSupply()),
                operator(),
                output,
                around.clock());
    }

    /** What a file brings is masked as what is typed; whether it is right the step tells. */
    private void maskCredentials(BoxConfig config) {
        Stream.concat(
                        config.k3s().registries().auth().values().stream(),
                        config.proxy().login().stream())
                .forEach(
                        login -> {
                            try {
                                LoginFile file = LoginFile.read(Path.of(login), login);
                                around.redactor().register(file.password());
                                around.redactor().register(file.inUrl());
                            } catch (ProblemException e) {
                                LOG.debug("no login to mask", e);
                            }
                        });
        Optional<Path> file =
                config.backup()
                        .map(BackupConfig::target)
                        .filter(Target.S3.class::isInstance)
                        .flatMap(target -> ((Target.S3) target).credentials())
                        .map(Path::of);
        try {
            if (file.isPresent()) {
                String text = Files.readString(file.get());
                around.redactor().register(S3Credentials.parse(text, file.toString()).secretKey());
            }
        } catch (IOException e) {
            LOG.debug("no credentials to mask", e);
        }
    }

    private static Templates templates(BoxConfig config) {
        return config.templates()
                .map(folder -> Templates.bundled().overriddenBy(Path.of(folder)))
                .orElseGet(Templates::bundled);
    }

    private Preflight.JavaSupply javaSupply() {
        boolean brought = !environment.getOrDefault(JavaRuntimeArchive.GIVEN, "").isBlank();
        return brought ? Preflight.JavaSupply.BROUGHT : Preflight.JavaSupply.OF_HOST;
    }

    /** The kubeconfig first: it helps whoever has to find out why nothing converges. */
    Up.Arrival arrival(List<Up.Arrival> beforeAllElse, Up.Arrival last) {
        Reconnection reconnection = ToldReconnection.of(output);
        Up.Arrival merge =
                kubeconfig
                        .<Up.Arrival>map(
                                file -> new MergeKubeconfig(file, foreign, output, around.clock()))
                        .orElse((host, config) -> {})
                        .lasting(reconnection);
        Up.Arrival sealing = new TellSealing(output).lasting(reconnection);
        Up.Arrival backup = new TellBackupKey(output).lasting(reconnection);
        List<Up.Arrival> first =
                beforeAllElse.stream().map(one -> one.lasting(reconnection)).toList();
        Up.Arrival converge = converge().lasting(reconnection);
        Up.Arrival end = last.lasting(reconnection);
        return new Up.Arrival() {
            @Override
            public void complete(Host host, BoxConfig config) throws ProblemException {
                merge.complete(host, config);
                sealing.complete(host, config);
                backup.complete(host, config);
                for (Up.Arrival one : first) {
                    one.complete(host, config);
                }
                converge.complete(host, config);
            }

            @Override
            public void complete(Host host, BoxConfig config, InstallReport report)
                    throws ProblemException {
                complete(host, config);
                end.complete(host, config, report);
            }

            @Override
            public List<Problem> problems(BoxConfig config) {
                return merge.problems(config);
            }
        };
    }

    private Up.Arrival converge() {
        Watched watched = around.terminal() ? Watched.BY_A_PERSON : Watched.BY_NOBODY;
        return new AwaitConverged(Wait.patient().within(patience), watched, output);
    }

    private Operator operator() {
        boolean takesOver = !environment.getOrDefault(TAKE_OVER, "").isBlank();
        return Operator.of(userAtMachine()).takingOver(takesOver);
    }

    /** As far as they are known. */
    private String userAtMachine() {
        String user = around.environment().getOrDefault("USER", System.getProperty("user.name"));
        try {
            return user + "@" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return user;
        }
    }
}
