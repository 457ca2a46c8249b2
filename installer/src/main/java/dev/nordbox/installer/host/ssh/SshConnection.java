package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** One authenticated connection; what breaks it is told as "run the same command again". */
final class SshConnection implements AutoCloseable {
    private final SshTarget target;
    private final SshClient client;
    private final ClientSession session;

    SshConnection(SshTarget target, SshClient client, ClientSession session) {
        this.target = target;
        this.client = client;
        this.session = session;
    }

    /**
     * Runs one command line in the login's shell.
     *
     * @param command whose input, deadline and label count
     */
    CommandOutcome execute(String line, Command command) throws HostException {
        long end = System.nanoTime() + command.deadline().toNanos();
        CappedOutput out = new CappedOutput();
        CappedOutput err = new CappedOutput();
        try (ChannelExec channel = session.createExecChannel(line)) {
            channel.setIn(new ByteArrayInputStream(command.input()));
            channel.setOut(out);
            channel.setErr(err);
            channel.open().verify(remaining(end));
            Set<ClientChannelEvent> seen =
                    channel.waitFor(
                            EnumSet.of(ClientChannelEvent.CLOSED), remaining(end).toMillis());
            if (!seen.contains(ClientChannelEvent.CLOSED)) {
                throw expired(channel, command);
            }
            return new CommandOutcome(exitCode(channel, command), out.text(), err.text());
        } catch (IOException | IllegalStateException e) {
            throw lost("`%s`".formatted(command.label()), e);
        }
    }

    private static Duration remaining(long end) {
        // Zero would mean for ever.
        return Duration.ofNanos(Math.max(end - System.nanoTime(), 1_000_000));
    }

    private int exitCode(ChannelExec channel, Command command) throws HostException {
        Integer status = channel.getExitStatus();
        if (status != null) {
            return status;
        }
        String signal = channel.getExitSignal();
        if (signal != null) {
            return ExitSignal.codeOf(signal);
        }
        throw lost("`%s`".formatted(command.label()), new IOException("no exit status came"));
    }

    private HostException expired(ChannelExec channel, Command command) {
        if (!session.isOpen()) {
            return lost("`%s`".formatted(command.label()), new IOException("session closed"));
        }
        ExitSignal.terminate(channel);
        return new HostException(
                ExitCode.TIMED_OUT,
                new Problem(
                        "`%s` was not done after %s"
                                .formatted(command.label(), seconds(command.deadline())),
                        target.name(),
                        "look on the host what keeps it (`ps`, `journalctl -e`), then run the same"
                                + " command again"));
    }

    private static String seconds(Duration deadline) {
        return deadline.toMillis() % 1000 == 0
                ? deadline.toSeconds() + " s"
                : deadline.toMillis() + " ms";
    }

    SftpClient sftp() throws HostException {
        try {
            return SftpClientFactory.instance().createSftpClient(session);
        } catch (IOException | IllegalStateException e) {
            if (!session.isOpen()) {
                throw lost("starting SFTP", e);
            }
            throw new HostException(
                    ExitCode.HOST_REFUSED,
                    new Problem(
                            "sshd does not offer SFTP: " + Unreachable.root(e),
                            target.name(),
                            "set `Subsystem sftp internal-sftp` in /etc/ssh/sshd_config and reload"
                                    + " ssh"),
                    e);
        }
    }

    boolean isOpen() {
        return session.isOpen();
    }

    HostException lost(String during, Exception cause) {
        return new HostException(
                ExitCode.HOST_UNREACHABLE,
                new Problem(
                        "connection lost during %s: %s".formatted(during, Unreachable.root(cause)),
                        target.name(),
                        "run the same command again; it goes on where it stopped"),
                cause);
    }

    @Override
    public void close() {
        client.stop();
    }
}
