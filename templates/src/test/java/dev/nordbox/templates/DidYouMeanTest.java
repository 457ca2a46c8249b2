package dev.nordbox.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
    private static final List<String> KEYS =
            List.of("hostKey", "host", "namespaces", "podSecurity");

    @ParameterizedTest
    @CsvSource({
        "namespcaes, namespaces",
        "hostkey, hostKey",
        "hots, host",
        "podsecurty, podSecurity"
    })
    void aSlipOfTheKeysFindsTheWord(String written, String meant) {
        assertThat(DidYouMean.nearest(written, KEYS)).contains(meant);
    }

    @Test
    void anotherWordFindsNothing() {
        assertThat(DidYouMean.nearest("replicas", KEYS)).isEmpty();
        assertThat(DidYouMean.orElse("replicas", KEYS, "leave it out")).isEqualTo("leave it out");
    }

    @Test
    void swappedNeighboursCountOnce() {
        assertThat(DidYouMean.distance("ab", "ba")).isEqualTo(1);
        assertThat(DidYouMean.distance("kitten", "sitting")).isEqualTo(3);
    }
}
