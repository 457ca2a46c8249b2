package dev.nordbox.installer.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
