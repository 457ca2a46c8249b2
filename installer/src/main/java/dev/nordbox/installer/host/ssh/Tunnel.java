package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/**
 * The way through a jump host: a channel there, and a door on the loopback that lets one connection
 * in, our own. The jump host looks the name up, and sees nothing of what is inside.
 */
final class Tunnel implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    private final ChannelDirectTcpip channel;
    private final ServerSocket door;

    private Tunnel(ChannelDirectTcpip channel, ServerSocket door) {
        this.channel = channel;
        this.door = door;
    }

    /**
     * @throws HostException when the jump host cannot or may not connect to there
     */
    static Tunnel through(ClientSession jump, SshTarget jumpHost, SshTarget to, Duration patience)
            throws HostException {
        try {
            ChannelDirectTcpip channel =
                    jump.createDirectTcpipChannel(
                            new SshdSocketAddress("127.0.0.1", 0),
                            new SshdSocketAddress(to.host(), to.port()));
            channel.open().verify(patience);
            return new Tunnel(channel, new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw closed(jumpHost, to, e);
        }
    }

    private static HostException closed(SshTarget jumpHost, SshTarget to, IOException failure) {
        boolean forbidden = isForbidden(failure);
        String what =
                forbidden
                        ? "the jump host does not let anybody through to " + to.endpoint()
                        : "the jump host cannot reach %s: %s"
                                .formatted(to.endpoint(), Unreachable.root(failure));
        String remedy =
                forbidden
                        ? "its sshd_config needs AllowTcpForwarding yes, and no PermitOpen or"
                                + " restricted key that leaves this host out"
                        : "is the host up, the address right as seen from there, and the port open"
                                + " to the jump host?";
        return new HostException(
                ExitCode.HOST_UNREACHABLE, new Problem(what, jumpHost.name(), remedy), failure);
    }

    private static boolean isForbidden(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SshChannelOpenException refused) {
                return refused.getReasonCode() == SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED;
            }
        }
        return false;
    }

    InetSocketAddress door() {
        return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
    }

    /**
     * Lets our connection in, and nobody else's.
     *
     * @param port that it comes from
     */
    void admit(int port) throws IOException {
        while (true) {
            Socket guest = door.accept();
            if (guest.getPort() == port) {
                door.close();
                guest.setTcpNoDelay(true);
                carry(guest.getInputStream(), channel.getInvertedIn(), guest);
                carry(channel.getInvertedOut(), guest.getOutputStream(), guest);
                return;
            }
            guest.close();
        }
    }

    /** Until one side ends; then both do. */
    private void carry(InputStream from, OutputStream to, Socket guest) {
        Thread thread =
                new Thread(
                        () -> {
                            byte[] chunk = new byte[CHUNK];
                            try (guest) {
                                for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
                                    to.write(chunk, 0, n);
                                    to.flush();
                                }
                            } catch (IOException e) {
                                // How a connection ends that is cut; both sides notice.
                                channel.close(true);
                            }
                            channel.close(false);
                        },
                        "ssh-tunnel");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        channel.close(true);
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
