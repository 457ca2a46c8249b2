package dev.nordbox.appliance.status;

import dev.nordbox.appliance.json.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Asks a controller on this machine, over its socket. */
public final class StatusClient {

    /** Longer than a comparison of many objects takes. */
    private static final Duration WITHIN = Duration.ofSeconds(90);

    private final Path socket;
    private final String onBehalfOf;

    public StatusClient(Path socket) {
        this(socket, "");
    }

    /**
     * @param onBehalfOf who has it asked, where that is not this process' user; goes into the audit
     *     trail
     */
    public StatusClient(Path socket, String onBehalfOf) {
        this.socket = socket;
        this.onBehalfOf = onBehalfOf;
    }

    /**
     * The status as JSON text, as the controller wrote it.
     *
     * @throws IOException nobody answers; the message says why, and what to do
     */
    public String json() throws IOException {
        return new String(ask("GET /status"), StandardCharsets.UTF_8);
    }

    /** The status as {@link ControllerEndpoint#status} gave it. */
    public Map<String, Object> status() throws IOException {
        return Json.parse(ask("GET /status"));
    }

    /**
     * The answer to a question about applications, a refusal included, as the controller wrote it.
     *
     * @param request {@code GET /applications/web}
     */
    public String json(String request) throws IOException {
        return new String(ask(request), StandardCharsets.UTF_8);
    }

    /** Has the controller poll and sync now; returns before it has done so. */
    public void sync() throws IOException {
        ask("POST /sync");
    }

    /** Whose sockets stand beside the one that is not there. */
    private List<String> clusters() throws IOException {
        Path folder = socket.toAbsolutePath().getParent();
        if (folder == null || !Files.isReadable(folder)) {
            return List.of();
        }
        String stem = socket.getFileName().toString().replaceAll("(-.*)?\\.sock$", "") + "-";
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, stem + "*.sock")) {
            for (Path file : files) {
                String name = file.getFileName().toString().substring(stem.length());
                names.add(name.substring(0, name.length() - ".sock".length()));
            }
        }
        Collections.sort(names);
        return names;
    }

    private byte[] ask(String request) throws IOException {
        if (!Files.exists(socket)) {
            List<String> clusters = clusters();
            throw new IOException(
                    clusters.isEmpty()
                            ? "no controller: "
                                    + socket
                                    + " is not there (or not to be seen by this user); see"
                                    + " `systemctl status nordbox`"
                            : "the controller has several clusters: name one with --cluster: "
                                    + String.join(", ", clusters));
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return StatusExchange.ask(channel, request, onBehalfOf, WITHIN);
        } catch (ConnectException e) {
            throw new IOException(
                    "no controller serves " + socket + "; see `systemctl status nordbox`", e);
        } catch (InterruptedIOException e) {
            throw new IOException(
                    "the controller does not answer on " + socket + "; see `journalctl -u nordbox`",
                    e);
        } catch (SocketException e) {
            throw new IOException(
                    socket
                            + " cannot be opened ("
                            + e.getMessage()
                            + "); use root, or a user of the group nordbox",
                    e);
        }
    }
}
