package dev.nordbox.installer.testbed;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A real S3 server over a directory, with TLS; its buckets are the directories in it. */
public final class VersityGateway implements AutoCloseable {
    public static final String ACCESS = "the-access-key";
    public static final String SECRET = "the-secret-key-of-the-store";
    public static final String REGION = "no-east-1";

    private static final String VERSION = "1.8.0";
    private static final String HOST = "127.0.0.1";

    private final Path folder;
    private final int port;
    private final Process process;

    private VersityGateway(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /**
     * @param folder empty; what the server stores, and what it needs
     */
    public static VersityGateway start(Path folder) throws Exception {
        Files.createDirectories(folder.resolve("buckets"));
        Files.createDirectories(folder.resolve("accounts"));
        certify(folder);
        int port = freePort();
        List<String> words =
                List.of(
                        program().toString(),
                        "--quiet",
                        "--region=" + REGION,
                        "--port=" + HOST + ":" + port,
                        "--cert=" + folder.resolve("cert.pem"),
                        "--key=" + folder.resolve("key.pem"),
                        "--iam-dir=" + folder.resolve("accounts"),
                        "posix",
                        folder.resolve("buckets").toString());
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("ROOT_ACCESS_KEY_ID", ACCESS);
        builder.environment().put("ROOT_SECRET_ACCESS_KEY", SECRET);
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
        VersityGateway server = new VersityGateway(folder, port, builder.start());
        await().atMost(Duration.ofSeconds(60)).until(server::answers);
        return server;
    }

    /**
     * The one of {@code NORDBOX_VERSITYGW}, else from the cache that {@code ci/versitygw} fills.
     */
    private static Path program() {
        String named = System.getenv("NORDBOX_VERSITYGW");
        Path path =
                named != null && !named.isBlank()
                        ? Path.of(named)
                        : BuildCache.resolve("versitygw/" + VERSION + "/versitygw");
        if (!Files.isExecutable(path)) {
            throw new IllegalStateException("no versitygw at " + path + ": run ci/versitygw");
        }
        return path;
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(folder.resolve("log")));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    public URI endpoint() {
        return URI.create("https://" + HOST + ":" + port);
    }

    /** That vouches for the server. */
    public Path ca() {
        return folder.resolve("cert.pem");
    }

    /** Where the objects of a bucket lie. */
    public Path bucket(String name) throws IOException {
        return Files.createDirectories(folder.resolve("buckets").resolve(name));
    }

    /** Makes an account that has no rights to anything. */
    public void addGuest(String access, String secret) throws Exception {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                program().toString(),
                                "admin",
                                "--allow-insecure",
                                "--endpoint-url=" + endpoint(),
                                "--access=" + ACCESS,
                                "--secret=" + SECRET,
                                "--region=" + REGION,
                                "create-user",
                                "--access=" + access,
                                "--secret=" + secret,
                                "--role=user"));
        Process admin =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("admin.log").toFile())
                        .start();
        if (!admin.waitFor(60, TimeUnit.SECONDS) || admin.exitValue() != 0) {
            throw new IllegalStateException(Files.readString(folder.resolve("admin.log")));
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(30, TimeUnit.SECONDS);
        process.destroyForcibly();
    }

    private static void certify(Path folder) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        X500Name name = new X500Name("CN=store");
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.now().minus(Duration.ofDays(1))),
                        Date.from(Instant.now().plus(Duration.ofDays(1))),
                        name,
                        pair.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, HOST)));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        byte[] certificate =
                builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(pair.getPrivate()))
                        .getEncoded();
        Files.writeString(folder.resolve("cert.pem"), pem("CERTIFICATE", certificate));
        Files.writeString(
                folder.resolve("key.pem"), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(der));
    }
}
