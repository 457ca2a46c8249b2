package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.registry.Registration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointChecksTest {
    private final SeenBox box = SeenBox.good();

    @Test
    void whatIsWhereTheListSaysPasses() throws Exception {
        assertThat(finding("endpoints-named").result()).isEqualTo(Result.PASS);
        assertThat(finding("endpoints-registered").result()).isEqualTo(Result.PASS);
        assertThat(finding("endpoints-registered").observed())
                .isEqualTo("3 of 3 in allowed countries");
    }

    @Test
    void aNameThatLeadsElsewhereFails() throws Exception {
        box.replace("names", "mirror.example.no 203.0.113.21", "mirror.example.no 198.51.100.9");

        assertThat(finding("endpoints-named").result()).isEqualTo(Result.FAIL);
        assertThat(finding("endpoints-named").observed())
                .isEqualTo("mirror.example.no leads to 198.51.100.9");
    }

    @Test
    void aNameWithoutAnAddressProvesNothing() throws Exception {
        box.replace(
                "names", "git.example.no 203.0.113.20 2001:db8::20", "git.example.no 2001:db8::20");

        assertThat(finding("endpoints-named").result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding("endpoints-named").reason()).endsWith("git.example.no");
    }

    @Test
    void anAddressThatIsRegisteredElsewhereFails() throws Exception {
        box.endpoints =
                List.of(
                        of("203.0.113.20", "NO"),
                        of("203.0.113.21", "US"),
                        of("203.0.113.53", "NO"));

        assertThat(finding("endpoints-registered").result()).isEqualTo(Result.FAIL);
        assertThat(finding("endpoints-registered").observed()).isEqualTo("203.0.113.21 in US");
    }

    @Test
    void aRegistryThatDoesNotAnswerProvesNothing() throws Exception {
        box.endpoints =
                List.of(
                        of("203.0.113.20", "NO"),
                        new Registration(
                                "203.0.113.21",
                                Optional.empty(),
                                Optional.empty(),
                                "it did not answer"));

        assertThat(finding("endpoints-registered").result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding("endpoints-registered").reason())
                .isEqualTo("203.0.113.21: it did not answer, 203.0.113.53: not looked up");
    }

    private static Registration of(String address, String country) {
        return new Registration(address, Optional.of(country), Optional.empty(), "");
    }

    private Finding finding(String check) throws Exception {
        return Checks.examine(check, box.seen());
    }
}
