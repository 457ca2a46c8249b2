package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.host.ssh.SshConnector;
import dev.nordbox.installer.host.ssh.SshEnvironment;
import dev.nordbox.installer.host.ssh.SshLogin;
import dev.nordbox.installer.host.ssh.SshTimings;
import dev.nordbox.installer.host.ssh.config.ClientConfig;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.StepEngine;
import dev.nordbox.installer.step.StepObserver;
import dev.nordbox.installer.testbed.OpenSsh;
import dev.nordbox.templates.Templates;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real Debian with systemd and nftables, and whoever sets it up over real SSH. */
final class SystemdServer implements AutoCloseable {
    private static final CommitConfirm.Patience BRIEF =
            new CommitConfirm.Patience(Duration.ofSeconds(5), Duration.ofSeconds(12));

    private final OpenSsh machine;
    private final Path home;
    private final String fingerprint;
    private Operator operator = Operator.of("tester@laptop");

    private SystemdServer(OpenSsh machine, Path home, String fingerprint) {
        this.machine = machine;
        this.home = home;
        this.fingerprint = fingerprint;
    }

    /**
     * @param home of whoever sets it up
     */
    static SystemdServer start(Path home) throws Exception {
        OpenSsh machine = OpenSsh.withSystemd();
        machine.start();
        return new SystemdServer(machine, home, machine.fingerprint("ed25519"));
    }

    void operatedBy(Operator other) {
        operator = other;
    }

    /** Runs a shell command inside, as root, past SSH. */
    String sh(String script) throws Exception {
        return machine.sh(script);
    }

    /** Adopts the host and raises its guard. */
    InstallReport guard(String user, InstallSpec spec) throws ProblemException {
        return up(connect(user), spec, guardSteps());
    }

    static List<Step> guardSteps() {
        return List.of(new AdoptHost(), new RaiseGuard(Templates.bundled(), host -> BRIEF));
    }

    static List<Step> keysOnlySteps() {
        return List.of(new AdoptHost(), new KeysOnly(Templates.bundled(), host -> BRIEF));
    }

    /** Closes the connection in the end. */
    InstallReport up(Host connected, InstallSpec spec, List<Step> steps) throws ProblemException {
        return up(connected, spec, steps, survey(ClusterSurvey.NONE));
    }

    InstallReport up(Host connected, InstallSpec spec, List<Step> steps, ShellSurvey survey)
            throws ProblemException {
        try (Host host = connected) {
            StepEngine engine =
                    new StepEngine(steps, survey, StepObserver.SILENT, operator, Clock.systemUTC());
            HostFacts facts = survey.gather(host, engine.asks(spec));
            return engine.run(host, spec, facts, StepEngine.Mode.APPLY);
        }
    }

    static ShellSurvey survey(ClusterSurvey cluster) {
        return new ShellSurvey(cluster, ShellSurvey.Sums.REMEMBER, Clock.systemUTC());
    }

    Host connect(String user) throws ProblemException {
        SshLogin login =
                new SshLogin(
                        machine.address(user),
                        Optional.empty(),
                        Optional.of(fingerprint),
                        Optional.of(OpenSsh.key()),
                        FirstContact.ASK);
        return SshConnector.of(
                        login,
                        new SshEnvironment(
                                home,
                                Optional.empty(),
                                new ClientConfig(List.of(), home, "me", Map.of())),
                        HostKeyConfirmation.NOBODY,
                        LoginPrompts.NOBODY,
                        problem -> {},
                        SshTimings.DEFAULT)
                .connect();
    }

    @Override
    public void close() {
        machine.close();
    }
}
