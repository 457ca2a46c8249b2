package dev.nordbox.installer.wiring;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.ssh.SftpStore;
import dev.nordbox.installer.host.ssh.SshConnector;
import dev.nordbox.installer.host.ssh.SshDiagnosis;
import dev.nordbox.installer.host.ssh.SshEnvironment;
import dev.nordbox.installer.host.ssh.SshLogin;
import dev.nordbox.installer.host.ssh.SshTimings;
import dev.nordbox.installer.host.ssh.TerminalPrompts;
import dev.nordbox.installer.host.ssh.Whereabouts;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.store.Store;
import dev.nordbox.installer.up.Connector;
import java.nio.file.Path;

/** Connects over SSH with the keys and settings of the person at the terminal. */
public record SshConnection(Surroundings around, SshFlags flags, Output output)
        implements Connector {

    @Override
    public Host connect(BoxConfig.Ssh ssh) throws ProblemException {
        return connector(ssh).connect();
    }

    /**
     * The same with nobody to ask, and nothing to tell.
     *
     * @param hostKeys where keys of unknown hosts are remembered
     */
    SshConnection withoutPerson(Path hostKeys) {
        return new SshConnection(
                around.withoutPerson(), flags.rememberingIn(hostKeys), event -> {});
    }

    /** A folder there, over SFTP alone. */
    public Store folder(BoxConfig.Ssh ssh, String path, String name) throws ProblemException {
        return SftpStore.open(connector(ssh), path, name);
    }

    /** Tries the way in, and tells what happened at each hop. */
    public SshDiagnosis diagnose(BoxConfig.Ssh ssh) throws ProblemException {
        return SshDiagnosis.of(connector(ssh));
    }

    /** The same, and the connection stays. */
    public SshDiagnosis.Way diagnosing(BoxConfig.Ssh ssh) throws ProblemException {
        return SshDiagnosis.taking(connector(ssh));
    }

    /**
     * The same box, with the address that its name stands for where the address counts.
     *
     * @throws ProblemException when the ssh configuration cannot be used
     */
    public BoxConfig resolve(BoxConfig config) throws ProblemException {
        return config.reachedAt(whereaboutsOf(config.ssh()).target().host());
    }

    /**
     * @throws ProblemException when the ssh configuration cannot be used
     */
    public Whereabouts whereaboutsOf(BoxConfig.Ssh ssh) throws ProblemException {
        return SshConnector.whereaboutsOf(login(ssh), environment());
    }

    private SshConnector connector(BoxConfig.Ssh ssh) throws ProblemException {
        TerminalPrompts prompts = new TerminalPrompts(around.person());
        return SshConnector.of(
                login(ssh), environment(), prompts, prompts, this::warn, SshTimings.DEFAULT);
    }

    private SshLogin login(BoxConfig.Ssh ssh) {
        return new SshLogin(
                ssh.host(),
                ssh.jump(),
                ssh.hostKey(),
                flags.hostKeySaid(),
                ssh.identityFile().map(Path::of),
                flags.contact());
    }

    private SshEnvironment environment() throws ProblemException {
        String user = around.environment().getOrDefault("USER", System.getProperty("user.name"));
        SshEnvironment usual = SshEnvironment.of(around.environment(), around.home(), user);
        SshEnvironment configured =
                flags.config().isEmpty()
                        ? usual
                        : usual.with(usual.config().only(flags.config().get()));
        return flags.newHostKeys().map(configured::rememberingIn).orElse(configured);
    }

    private void warn(Problem problem) {
        output.tell(new Event.Warned("ssh", problem));
    }
}
