package dev.nordbox.appliance.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * A Git host over https in this process. At 127.0.0.1 this process trusts its certificate; at the
 * address that the network knows this machine by, nobody does.
 */
public final class InProcessHttpsHost implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Identity IDENTITY = Identity.made(LOOPBACK);
    private static final SSLSocketFactory TRUSTED_BEFORE =
            HttpsURLConnection.getDefaultSSLSocketFactory();

    private final Path repositories;
    private final String address;
    private final Identity identity;
    private final HttpsServer server;
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Optional<String> login = Optional.empty();
    private volatile Function<String, Optional<String>> redirect = path -> Optional.empty();

    InProcessHttpsHost(Path repositories) throws Exception {
        this(repositories, LOOPBACK, IDENTITY);
        HttpsURLConnection.setDefaultSSLSocketFactory(IDENTITY.tls().getSocketFactory());
    }

    private InProcessHttpsHost(Path repositories, String address, Identity identity)
            throws Exception {
        this.repositories = repositories;
        this.address = address;
        this.identity = identity;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(identity.tls()));
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * One that an Application may name, as it may not a loopback address.
     *
     * @param repositories the directory of its repositories
     */
    public static InProcessHttpsHost inTheNetwork(Path repositories) throws Exception {
        String address = PrivateGitHost.address();
        return new InProcessHttpsHost(repositories, address, Identity.made(address));
    }

    public String address() {
        return address;
    }

    public String url(String path) {
        return "https://" + address + ":" + server.getAddress().getPort() + path;
    }

    /** From now on only {@code user:password} is served. */
    public void require(String login) {
        this.login = Optional.of(login);
    }

    void redirectTo(String url) {
        redirect = path -> Optional.of(url + path);
    }

    void redirectToPage(String path) {
        redirect = asked -> Optional.of(path);
    }

    /** From now on what lay at the path lies at another; a URL, or a path on this host. */
    void move(String from, String to) {
        redirect =
                path ->
                        path.startsWith(from + "/")
                                ? Optional.of(to + path.substring(from.length()))
                                : Optional.empty();
    }

    /** From now on this process trusts what Java trusts, and no longer this host. */
    void distrust() {
        HttpsURLConnection.setDefaultSSLSocketFactory(TRUSTED_BEFORE);
    }

    /** Its certificate, which is its own authority, in PEM. */
    public String certificate() {
        return identity.pem();
    }

    /** That of a host that is none of these. */
    static String anotherCertificate() {
        return Identity.made(LOOPBACK).pem();
    }

    /** How many requests arrived. */
    int calls() {
        return calls.get();
    }

    /** Every {@code Authorization} that arrived, decoded. */
    public List<String> logins() {
        return logins;
    }

    private void handle(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            String shown = authorization == null ? "" : decode(authorization);
            if (!shown.isEmpty()) {
                logins.add(shown);
            }
            Optional<String> elsewhere = redirect.apply(exchange.getRequestURI().toString());
            if (elsewhere.isPresent()) {
                exchange.getResponseHeaders().set("Location", elsewhere.get());
                exchange.sendResponseHeaders(302, -1);
            } else if (login.isPresent() && !login.get().equals(shown)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
            } else {
                serve(exchange);
            }
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.replaceFirst("^/(.*?)/(?:info/refs|git-upload-pack)$", "$1");
        Path directory = repositories.resolve(name);
        if (!directory.toFile().isDirectory()) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        try (Repository repository = new FileRepository(directory.toFile())) {
            UploadPack pack = new UploadPack(repository);
            pack.setBiDirectionalPipe(false);
            String protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
            if (protocol != null) {
                pack.setExtraParameters(List.of(protocol));
            }
            boolean advertise = path.endsWith("/info/refs");
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            "application/x-git-upload-pack-"
                                    + (advertise ? "advertisement" : "result"));
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            if (advertise) {
                PacketLineOut lines = new PacketLineOut(out);
                lines.writeString("# service=git-upload-pack\n");
                lines.end();
                pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
            } else {
                InputStream in = exchange.getRequestBody();
                String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
                pack.upload("gzip".equals(encoding) ? new GZIPInputStream(in) : in, out, null);
            }
        }
    }

    private static String decode(String authorization) {
        byte[] pair = Base64.getDecoder().decode(authorization.replaceFirst("^Basic ", ""));
        return new String(pair, StandardCharsets.UTF_8);
    }

    /** A key, its certificate, and a context that shows and trusts it. */
    private record Identity(X509Certificate certificate, SSLContext tls) {

        static Identity made(String address) {
            try {
                return newSelfSigned(address);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        String pem() {
            try {
                return "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n";
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Identity newSelfSigned(String address) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair key = generator.generateKeyPair();
        X500Name name = new X500Name("CN=test");
        X509Certificate certificate =
                new JcaX509CertificateConverter()
                        .getCertificate(
                                new JcaX509v3CertificateBuilder(
                                                name,
                                                BigInteger.ONE,
                                                Date.from(Instant.now().minusSeconds(3600)),
                                                Date.from(Instant.now().plusSeconds(3600)),
                                                name,
                                                key.getPublic())
                                        .addExtension(
                                                Extension.subjectAlternativeName,
                                                false,
                                                new GeneralNames(
                                                        new GeneralName(
                                                                GeneralName.iPAddress, address)))
                                        .build(
                                                new JcaContentSignerBuilder("SHA256withECDSA")
                                                        .build(key.getPrivate())));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("tls", key.getPrivate(), new char[0], new Certificate[] {certificate});
        store.setCertificateEntry("trusted", certificate);
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        return new Identity(certificate, tls);
    }

    @Override
    public void close() {
        server.stop(0);
        distrust();
    }
}
