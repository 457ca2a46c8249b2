package dev.nordbox.appliance.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a URL is told. */
class ShownUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://git.example.no/a.git, https://git.example.no/a.git",
        "https://kari:s3cret@git.example.no/a, https://***@git.example.no/a",
        "https://t0ken@git.example.no/a, https://***@git.example.no/a",
        "HTTP://t0ken:@git.example.no/a, HTTP://***@git.example.no/a",
        "https://kari:s3@cret@git.example.no/a, https://***@git.example.no/a",
        "git+https://t0ken@git.example.no/a, git+https://***@git.example.no/a",
        "https://git.example.no/a@v1, https://git.example.no/a@v1",
        "ssh://git@git.example.no:22/a, ssh://git@git.example.no:22/a",
        "ssh://kari:s3cret@git.example.no/a, ssh://***@git.example.no/a",
        "git@git.example.no:a, git@git.example.no:a",
        "see https://t0ken@git.example.no/a and b, see https://***@git.example.no/a and b",
    })
    void aLoginIsMaskedAndTheUserOfSshIsNot(String url, String shown) {
        assertThat(ShownUrl.in(url)).isEqualTo(shown);
    }
}
