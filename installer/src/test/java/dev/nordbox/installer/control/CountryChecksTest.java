package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.registry.CountryDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountryChecksTest {
    private static final String OF_A_UNIVERSITY_IN_OSLO = "129.240.118.130";
    private static final String IN_THE_US = "18.0.0.1";

    @Test
    void whatTheDatabaseHasInAnAllowedCountryPassesAndSaysOfWhichDayThatIs() throws Exception {
        Finding finding = located(OF_A_UNIVERSITY_IN_OSLO);

        assertThat(finding.result()).isEqualTo(Result.PASS);
        assertThat(finding.observed())
                .isEqualTo(
                        "the %s says 129.240.118.130 in NO (IP Geolocation by DB-IP,"
                                        .formatted(CountryDatabase.bundled().name())
                                + " https://db-ip.com)");
    }

    @Test
    void whatItHasElsewhereIsNoPassAndNoFailure() throws Exception {
        Finding finding = located(OF_A_UNIVERSITY_IN_OSLO, IN_THE_US);

        assertThat(finding.result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding.observed()).contains("129.240.118.130 in NO, 18.0.0.1 in US");
        assertThat(finding.reason()).contains("estimate", "where 18.0.0.1 really is");
    }

    @Test
    void whatItDoesNotKnowDoesNotCount() throws Exception {
        assertThat(located("203.0.113.7").result()).isEqualTo(Result.NOT_APPLICABLE);
        assertThat(located().result()).isEqualTo(Result.NOT_APPLICABLE);
    }

    @Test
    void loginsThatNobodyDeclaredAreToldByCountryAndNotByAddress() throws Exception {
        SeenBox box = SeenBox.good();
        box.put("logins", "   3 ssh 18.0.0.1\n   2 api 129.240.118.130\n   1 ssh 198.51.100.7");

        Finding logins = AccessChecks.all().get("logins-declared").examine(box.seen());

        assertThat(logins.result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(logins.observed())
                .contains("1 from office in NO", "of elsewhere the country database of")
                .contains("says 2 NO, 3 US (IP Geolocation by DB-IP")
                .doesNotContain("18.0.0", "129.240");
    }

    private static Finding located(String... addresses) throws Exception {
        return CountryChecks.located(SeenBox.goodOne(), "addresses-located", List.of(addresses));
    }
}
