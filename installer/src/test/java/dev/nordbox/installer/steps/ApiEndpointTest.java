package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.config.BoxConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiEndpointTest {

    @ParameterizedTest
    @CsvSource({
        "root@203.0.113.7, , https://203.0.113.7:6443, 203.0.113.7",
        "root@web.1, , https://web.1:6443, web.1",
        "box.2nd:2222, , https://box.2nd:6443, box.2nd",
        "root@[2001:db8::7]:22, , https://[2001:db8::7]:6443, 2001:db8::7",
        "root@web.1, https://api.3rd:443, https://api.3rd:443, api.3rd",
        "root@web.1, https://[2001:db8::8], https://[2001:db8::8], 2001:db8::8",
    })
    void hostAndPortAreTextAsAPersonWroteThem(
            String login, String configured, String url, String host) {
        ApiEndpoint endpoint = ApiEndpoint.of(Specs.reachedBy(login, configured).config());

        assertThat(endpoint.url()).isEqualTo(url);
        assertThat(endpoint.host()).isEqualTo(host);
    }

    @Test
    void aBoxThatSshKnowsByAnotherNameIsToldNothingOfIt() {
        BoxConfig byAddress = Specs.reachedBy("root@203.0.113.7", null).config();
        BoxConfig byName = Specs.reachedBy("root@box", null).config().reachedAt("203.0.113.7");

        assertThat(ApiEndpoint.of(byName)).isEqualTo(ApiEndpoint.of(byAddress));
        assertThat(K3sConfig.of(byName)).isEqualTo(K3sConfig.of(byAddress));
    }
}
