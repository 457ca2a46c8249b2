package dev.nordbox.installer.wiring;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.ssh.SshConnector;
import dev.nordbox.installer.host.ssh.SshEnvironment;
import dev.nordbox.installer.host.ssh.SshLogin;
import dev.nordbox.installer.host.ssh.SshTarget;
import dev.nordbox.installer.host.ssh.SshTimings;
import dev.nordbox.installer.host.ssh.TerminalPrompts;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.up.Connector;
import java.nio.file.Path;

/** Connects over SSH with the keys of the person at the terminal. */
public record SshConnection(Surroundings around) implements Connector {

    @Override
    public Host connect(BoxConfig.Ssh ssh) throws ProblemException {
        SshLogin login =
                new SshLogin(
                        SshTarget.parse(ssh.host()),
                        ssh.hostKey(),
                        ssh.identityFile().map(Path::of));
        TerminalPrompts prompts = new TerminalPrompts(around.person());
        return SshConnector.of(
                        login,
                        SshEnvironment.of(around.environment(), around.home()),
                        prompts,
                        prompts,
                        SshTimings.DEFAULT)
                .connect();
    }
}
