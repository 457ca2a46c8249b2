package dev.nordbox.appliance.status;

import dev.nordbox.appliance.threads.Daemon;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code GET /status}, {@code POST /sync} and what is asked about {@code /applications} on
 * a Unix socket, in HTTP/1.0, so that {@code curl --unix-socket} is a client, too. Who may connect
 * is the file's mode: 0660.
 */
public final class StatusServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);

    /** Those that wait for the API server, and as many that need not. */
    private static final int MOST_CLIENTS_SERVED = 2 * Answers.MOST_IN_HAND;

    private static final int MOST_CLIENTS_WAITING = 64;

    /** Less than any client of ours waits. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(80);

    private final Path socket;
    private final ServerSocketChannel server;
    private final Answers answers;
    private final ExecutorService clients;
    private final Thread listener;

    private StatusServer(Path socket, ServerSocketChannel server, Answers answers) {
        this.socket = socket;
        this.server = server;
        this.answers = answers;
        this.clients = Daemon.pool("status-client", MOST_CLIENTS_SERVED, MOST_CLIENTS_WAITING);
        this.listener = Daemon.of(this::listen, "status-socket");
    }

    /**
     * Takes over a socket that a killed controller left behind, but no other file, and no socket
     * that somebody still serves.
     *
     * @throws IOException the message says what is in the way, and what to do
     */
    public static StatusServer start(Path socket, ControllerEndpoint endpoint) throws IOException {
        return start(socket, endpoint, LONGEST_SILENCE);
    }

    /**
     * @param longest that a request may wait for the API server
     */
    static StatusServer start(Path socket, ControllerEndpoint endpoint, Duration longest)
            throws IOException {
        removeStale(socket);
        Path parent = socket.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "the status socket " + socket + " cannot be made: " + e.getMessage(), e);
        }
        StatusServer status = new StatusServer(socket, server, new Answers(endpoint, longest));
        status.listener.start();
        return status;
    }

    private static void removeStale(Path socket) throws IOException {
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean isSocket =
                (boolean) Files.getAttribute(socket, "basic:isOther", LinkOption.NOFOLLOW_LINKS);
        if (!isSocket) {
            throw new IOException(
                    socket + " is there and no socket; name another, or move it away");
        }
        try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            throw new IOException(
                    "another controller serves " + socket + "; stop it, or name another socket");
        } catch (ConnectException e) {
            Files.delete(socket);
        }
    }

    private void listen() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                try {
                    clients.execute(() -> serve(client));
                } catch (RejectedExecutionException e) {
                    client.close();
                }
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warn("Status socket failed: socket={} reason={}", socket, e.getMessage());
                }
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            StatusExchange.serve(client, user(client), answers, Duration.ofSeconds(5));
        } catch (IOException e) {
            LOG.debug("Status client left: reason={}", e.getMessage());
        }
    }

    /** By the kernel's word; a system that has none has no say either. */
    private static String user(SocketChannel client) throws IOException {
        return client.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
                ? client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName()
                : "";
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.warn("Status socket not removed: socket={} reason={}", socket, e.getMessage());
        }
        clients.shutdownNow();
        answers.close();
    }
}
