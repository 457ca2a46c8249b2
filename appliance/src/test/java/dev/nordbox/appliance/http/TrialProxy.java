package dev.nordbox.appliance.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that wants a login, and leads nowhere. */
final class TrialProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final String login;

    TrialProxy(String user, String password) throws IOException {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        this.login = "proxy-authorization: basic " + Base64.getEncoder().encodeToString(both);
        Thread answering = new Thread(this::answer, "trial proxy");
        answering.setDaemon(true);
        answering.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Requests' first lines without the version, and whether they came with the login. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.US_ASCII));
                String first = in.readLine();
                boolean known = false;
                for (String line = in.readLine();
                        line != null && !line.isEmpty();
                        line = in.readLine()) {
                    known |= line.equalsIgnoreCase(login);
                }
                asked.add(
                        first.replaceFirst(" HTTP/.*", "")
                                + (known ? " with its login" : " without a login"));
                String status =
                        known
                                ? "502 Bad Gateway"
                                : "407 Proxy Authentication Required\r\n"
                                        + "Proxy-Authenticate: Basic realm=\"proxy\"";
                socket.getOutputStream()
                        .write(
                                ("HTTP/1.1 "
                                                + status
                                                + "\r\nContent-Length: 0\r\n"
                                                + "Connection: close\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The next one, or the end.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
