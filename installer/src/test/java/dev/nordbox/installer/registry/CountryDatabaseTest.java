package dev.nordbox.installer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.config.Cidr.IpAddress;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountryDatabaseTest {

    /** Of networks that do not move: universities, a telephone company, one far away. */
    @ParameterizedTest
    @CsvSource({
        "129.240.118.130, NO",
        "193.213.112.4, NO",
        "128.214.0.1, FI",
        "18.0.0.1, US",
        "2001:700::1, NO",
        "2001:708::1, FI",
        "203.0.113.7, ''",
        "0.0.0.0, ''",
        "10.0.0.1, ''",
        "255.255.255.255, ''",
        "2001:db8::1, ''",
        "::, ''",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ''"
    })
    void itKnowsTheCountryOfWhatSomebodyHolds(String address, String country) {
        assertThat(CountryDatabase.bundled().country(IpAddress.parse(address).orElseThrow()))
                .isEqualTo(Optional.of(country).filter(code -> !code.isEmpty()));
    }

    @Test
    void itSaysOfWhichDayItIs() {
        assertThat(CountryDatabase.bundled().name())
                .matches("country database of 20\\d\\d-\\d\\d-\\d\\d");
        assertThat(CountryDatabase.ATTRIBUTION).contains("DB-IP", "https://db-ip.com");
    }

    @Test
    void itsLicenceAndWhatWasChangedGoAlong() throws Exception {
        try (InputStream file = CountryDatabase.class.getResourceAsStream("countries.txt")) {
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .contains(
                            CountryDatabase.ATTRIBUTION,
                            "https://creativecommons.org/licenses/by/4.0/",
                            "Changed: ");
        }
    }
}
