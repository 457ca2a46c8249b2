package dev.nordbox.installer.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.up.LostHost.Found;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LostHostOverSshTest {
    @ParameterizedTest
    @CsvSource({
        "active, WITH_BOX",
        "activating, WITH_BOX",
        "reloading, WITH_BOX",
        "deactivating, WITH_BOX",
        "inactive, WITHOUT_BOX",
        "failed, WITHOUT_BOX",
        "unknown, WITHOUT_BOX",
        "'', CLOSED"
    })
    void theWordForItsK3sSaysWhatIsThere(String word, Found found) {
        assertThat(LostHostOverSsh.told(word)).isEqualTo(found);
    }
}
