package dev.nordbox.appliance.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyOfEnvironmentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "HTTPS_PROXY | http://proxy.example.no:3128 | https://github.com/k3s | proxy.example.no:3128",
                "https_proxy | proxy.example.no:3128 | https://github.com/k3s | proxy.example.no:3128",
                "https_proxy | http://me:secret@proxy.example.no | https://github.com | proxy.example.no:1080",
                "ALL_PROXY | http://proxy.example.no:3128/ | https://github.com/k3s | proxy.example.no:3128",
                "HTTP_PROXY | http://proxy.example.no:3128 | http://github.com/k3s | none",
                "HTTPS_PROXY | http://proxy.example.no:3128 | http://github.com/k3s | none",
                "HTTPS_PROXY | ':// no' | https://github.com/k3s | none",
            })
    void whoIsNamedIsGoneThrough(String name, String value, String uri, String expected) {
        Proxy proxy = select(Map.of(name, value), uri);

        if (expected == null) {
            assertThat(proxy).isEqualTo(Proxy.NO_PROXY);
        } else {
            assertThat(proxy.type()).isEqualTo(Proxy.Type.HTTP);
            assertThat(proxy.address().toString().replace("/<unresolved>", "")).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'github.com', true",
        "'.com', true",
        "'*.com', true",
        "'localhost, github.com', true",
        "'*', true",
        "'hub.com', false",
        "'', false"
    })
    void whatIsExceptedIsGoneToStraight(String excepted, boolean straight) {
        Map<String, String> environment =
                Map.of("https_proxy", "http://proxy.example.no:3128", "NO_PROXY", excepted);

        assertThat(select(environment, "https://github.com/k3s").equals(Proxy.NO_PROXY))
                .isEqualTo(straight);
    }

    private static Proxy select(Map<String, String> environment, String uri) {
        return new ProxyOfEnvironment(environment, ProxySelector.of(null))
                .select(URI.create(uri))
                .get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, https://10.2.3.4, true",
        "10.0.0.0/8, https://11.2.3.4, false",
        "203.0.113.7, https://203.0.113.7:6443, true",
        "2001:db8::/32, 'https://[2001:db8::5]', true",
        "2001:db8::/32, https://10.2.3.4, false",
        "10.0.0.0/8, https://10.example.no, false",
        "10.0.0.0/99, https://10.2.3.4, false"
    })
    void rangesOfAddressesAreExceptedAsOthersReadThem(
            String excepted, String uri, boolean straight) {
        Map<String, String> environment =
                Map.of("https_proxy", "http://proxy.example.no:3128", "NO_PROXY", excepted);

        assertThat(select(environment, uri).equals(Proxy.NO_PROXY)).isEqualTo(straight);
    }

    /** As a unit of a box starts it: in a process of its own, since it is for the whole of one. */
    @ParameterizedTest
    @ValueSource(classes = {Asks.class, ListsRepository.class})
    void aWholeProcessGoesThroughItWithItsLogin(Class<?> program) throws Exception {
        try (TrialProxy proxy = new TrialProxy("robot", "ca:na@ry+ %")) {
            ProcessBuilder asks =
                    new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            program.getName(),
                            "https://git.example.no/ops/box.git");
            asks.environment()
                    .put(
                            "HTTPS_PROXY",
                            "http://robot:ca%3Ana%40ry+%20%25@localhost:" + proxy.port());
            Process process = asks.redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            process.waitFor();

            assertThat(proxy.asked())
                    .as(said)
                    .contains("CONNECT git.example.no:443 with its login");
            assertThat(said).doesNotContain("ca:na");
        }
    }

    /** The main class of a process that wants one page. */
    static final class Asks {
        public static void main(String[] urls) {
            ProxyOfEnvironment.makeDefault(System.getenv());
            try {
                new URL(urls[0])
                        .openConnection(
                                ProxySelector.getDefault().select(URI.create(urls[0])).get(0))
                        .getInputStream();
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** The same of one that wants what the controller wants of a repository. */
    static final class ListsRepository {
        public static void main(String[] urls) {
            ProxyOfEnvironment.makeDefault(System.getenv());
            try {
                Git.lsRemoteRepository().setRemote(urls[0]).call();
            } catch (GitAPIException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
