package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsChecksTest {
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir Path folder;
    private final SeenBox box = SeenBox.good();

    @Test
    void aBoxThatTakesOnly12Passes() throws Exception {
        assertThat(finding().result()).isEqualTo(Result.PASS);
        assertThat(finding().observed())
                .isEqualTo("TLS 1.2 taken, 1.0 and 1.1 refused: api, kubelet");
    }

    @Test
    void anOldVersionThatIsTakenFailsTheControl() throws Exception {
        box.replace("handshakes", "api 1.1 15030200020246", "api 1.1 16030200530200");

        assertThat(finding().result()).isEqualTo(Result.FAIL);
        assertThat(finding().observed()).isEqualTo("api takes TLS 1.1");
        assertThat(Verdict.of(box.seen()))
                .filteredOn(Verdict::isFailedMust)
                .extracting(verdict -> verdict.control().id())
                .containsExactly("ENC-05");
    }

    @Test
    void aServerThatTakesNothingProvesNothing() throws Exception {
        box.replace("handshakes", "kubelet 1.2 16030300640200", "kubelet 1.2 closed");

        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding().reason()).endsWith(": kubelet");
    }

    @Test
    void silenceIsNoRefusal() throws Exception {
        box.replace("handshakes", "kubelet 1.0 closed", "kubelet 1.0 silent");

        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
    }

    @Test
    void theIngressControllerIsTriedWhereItsPodListens() throws Exception {
        String traefik =
                "{\"kind\": \"Pod\", \"metadata\": {\"name\": \"traefik-1\", \"namespace\": \"kube-system\","
                        + " \"labels\": {\"app.kubernetes.io/name\": \"traefik\"}}, \"spec\": {\"containers\":"
                        + " [{\"args\": [\"--global.checkNewVersion=false\"], \"ports\": [{\"name\": \"web\","
                        + " \"containerPort\": 8000}, {\"name\": \"websecure\", \"containerPort\": 8443}]}]},"
                        + " \"status\": {\"phase\": \"Running\", \"podIP\": \"10.42.0.5\"}},";
        box.replace("cluster", "{\"items\": [", "{\"items\": [" + traefik);

        assertThat(TlsChecks.targets(ClusterObjects.of(box.seen())))
                .containsEntry("traefik-1", "10.42.0.5:8443");
        assertThat(finding().reason()).endsWith(": traefik-1");
        box.put(
                "handshakes",
                box.sections.get("handshakes")
                        + "traefik-1 1.0 15030100020246\ntraefik-1 1.1 15030200020246\ntraefik-1 1.2 16030300640200\n");
        assertThat(finding().result()).isEqualTo(Result.PASS);
    }

    /** A server that was made without us reads the messages, and answers as the check expects. */
    @Test
    void aRealServerTakes12AndRefusesTheOthers() throws Exception {
        SSLContext context = server();

        assertThat(answer(context, "1.2")).matches(TlsHello::isTaken);
        assertThat(TlsHello.isTaken(answer(context, "1.1"))).isFalse();
        assertThat(answer(context, "1.0")).startsWith("15");
    }

    private SSLContext server() throws Exception {
        Path store = folder.resolve("store");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "box",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=box",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static String answer(SSLContext context, String version) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        ByteBuffer out = ByteBuffer.allocate(40_000);
        ByteBuffer none = ByteBuffer.allocate(40_000);
        ByteBuffer in = ByteBuffer.wrap(HexFormat.of().parseHex(TlsHello.of(version)));
        try {
            engine.unwrap(in, none);
            while (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            }
            engine.wrap(ByteBuffer.allocate(0), out);
        } catch (SSLException refused) {
            wrapAlert(engine, out);
        }
        return HexFormat.of().formatHex(out.array(), 0, out.position());
    }

    private static void wrapAlert(SSLEngine engine, ByteBuffer out) {
        try {
            engine.wrap(ByteBuffer.allocate(0), out);
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
    }

    private Finding finding() throws Exception {
        return Checks.examine("tls-versions", box.seen());
    }
}
