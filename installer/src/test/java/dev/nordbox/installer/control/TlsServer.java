package dev.nordbox.installer.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server on this machine that shakes hands, and no more. */
final class TlsServer implements AutoCloseable {
    private static final char[] PASSWORD = "password".toCharArray();

    /** Handshakes that came to their end. */
    final AtomicInteger shaken = new AtomicInteger();

    private final Certificate certificate;
    private final SSLServerSocket socket;

    private TlsServer(Certificate certificate, SSLServerSocket socket) {
        this.certificate = certificate;
        this.socket = socket;
    }

    static TlsServer start(Path folder, String protocol) throws Exception {
        Path file = folder.resolve("server-%d.p12".formatted(System.nanoTime()));
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=anchor.example.no",
                                "-keystore",
                                file.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(folder.resolve("keytool.log")));
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        SSLServerSocket socket =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setEnabledProtocols(new String[] {protocol});
        TlsServer server = new TlsServer(store.getCertificate("server"), socket);
        Thread thread = new Thread(server::serve, "tls server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (SSLSocket accepted = (SSLSocket) socket.accept()) {
                accepted.startHandshake();
                shaken.incrementAndGet();
            } catch (IOException e) {
                // Somebody went away, or the test is over.
            }
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    String certificate() throws Exception {
        return sum(certificate.getEncoded());
    }

    String key() throws Exception {
        return sum(certificate.getPublicKey().getEncoded());
    }

    private static String sum(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
