package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.CappedOutput;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.ConnectionLost;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** One authenticated connection; what breaks it is a {@link ConnectionLost}. */
final class SshConnection implements AutoCloseable {
    private static final Command LOOK = Command.of("look").within(Duration.ofMinutes(1));

    private final SshTarget target;
    private final SshClient client;
    private final ClientSession session;
    private final Optional<Tunnel> tunnel;
    private final boolean byKey;
    private Optional<SshConnection> via = Optional.empty();

    /**
     * @param tunnel that it runs through; closed with it
     * @param byKey whether a key alone let it in
     */
    SshConnection(
            SshTarget target,
            SshClient client,
            ClientSession session,
            Optional<Tunnel> tunnel,
            boolean byKey) {
        this.target = target;
        this.client = client;
        this.session = session;
        this.tunnel = tunnel;
        this.byKey = byKey;
    }

    /** From now on the jump host's connection ends with this one. */
    void takeOver(SshConnection jump) {
        via = Optional.of(jump);
    }

    /** The connection to the jump host that this one goes through. */
    Optional<SshConnection> via() {
        return via;
    }

    Tunnel tunnelTo(SshTarget next, Duration patience) throws HostException {
        return Tunnel.through(session, target, next, patience);
    }

    /** The host's files, for logins that may run no command. */
    SftpClient files() throws IOException {
        return SftpClientFactory.instance().createSftpClient(session);
    }

    /**
     * Runs one command in the login's shell.
     *
     * @param command whose input, deadline and label count
     */
    CommandOutcome execute(Frame frame, Command command) throws HostException {
        return execute(new CappedOutput(), frame, command);
    }

    /**
     * Runs one command that reads what a source writes.
     *
     * @throws IOException when the source fails, or the command ends before it has read everything
     */
    CommandOutcome pour(Host.Source source, Frame frame, Command command)
            throws IOException, HostException {
        try (ChannelExec channel = session.createExecChannel(frame.line())) {
            Said said = opened(channel, command);
            CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(channel, command.deadline());
            try (OutputStream in = channel.getInvertedIn()) {
                source.writeTo(in);
            }
            return await(channel, frame, said, command);
        } catch (IllegalStateException e) {
            throw lost("`%s`".formatted(command.label()), e);
        } catch (IOException e) {
            if (isOpen()) {
                throw e;
            }
            throw lost("`%s`".formatted(command.label()), e);
        }
    }

    /**
     * The same, with a place of its own for what the command prints.
     *
     * @param out keeps the frame at least
     */
    CommandOutcome execute(CappedOutput out, Frame frame, Command command) throws HostException {
        try (ChannelExec channel = session.createExecChannel(frame.line())) {
            channel.setIn(new ByteArrayInputStream(command.input()));
            Said said = opened(channel, command, out);
            return await(channel, frame, said, command);
        } catch (IOException | IllegalStateException e) {
            throw lost("`%s`".formatted(command.label()), e);
        }
    }

    /** What a command has said so far. */
    private record Said(CappedOutput out, CappedOutput err) {
        long heard() {
            return Math.max(out.heard(), err.heard());
        }
    }

    private static Said opened(ChannelExec channel, Command command) throws IOException {
        return opened(channel, command, new CappedOutput());
    }

    private static Said opened(ChannelExec channel, Command command, CappedOutput out)
            throws IOException {
        Said said = new Said(out, new CappedOutput());
        channel.setOut(said.out());
        channel.setErr(said.err());
        channel.open().verify(command.deadline());
        return said;
    }

    /** As long as anything is heard of it, or moves on the host. */
    private CommandOutcome await(ChannelExec channel, Frame frame, Said said, Command command)
            throws HostException {
        Silence silence = new Silence(command.deadline(), () -> pulse(frame, said, command));
        EnumSet<ClientChannelEvent> end = EnumSet.of(ClientChannelEvent.CLOSED);
        while (!channel.waitFor(end, silence.pause()).contains(ClientChannelEvent.CLOSED)) {
            if (!session.isOpen() || silence.isTooLong(said.heard())) {
                throw expired(channel, command);
            }
        }
        return new CommandOutcome(exitCode(channel, command), said.out().text(), said.err().text());
    }

    private Optional<String> pulse(Frame frame, Said said, Command command) {
        OptionalInt process = frame.process(said.out().text());
        if (process.isEmpty() || command.equals(LOOK)) {
            return Optional.empty();
        }
        try {
            Frame look = Frame.around(ProcessTree.LOOK);
            String processes = look.open(target, execute(look, LOOK)).stdout();
            return ProcessTree.parse(processes).pulse(process.getAsInt());
        } catch (HostException e) {
            // Nothing is seen of it, then; if the connection is gone, the caller sees that itself.
            return Optional.empty();
        }
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
                        "`%s` was not done after %s in which nothing of it moved"
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

    /** Whether a key alone let it in. */
    boolean isByKey() {
        return byKey;
    }

    boolean isOpen() {
        return session.isOpen();
    }

    HostException lost(String during, Exception cause) {
        return new ConnectionLost(
                new Problem(
                        "connection lost during %s: %s".formatted(during, Unreachable.root(cause)),
                        target.name(),
                        "run the same command again; it goes on where it stopped"),
                cause);
    }

    @Override
    public void close() {
        client.stop();
        tunnel.ifPresent(Tunnel::close);
        via.ifPresent(SshConnection::close);
    }
}
