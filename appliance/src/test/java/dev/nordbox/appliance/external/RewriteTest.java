package dev.nordbox.appliance.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RewriteTest {
    private static final Map<String, byte[]> VALUES = Map.of("db-user", new byte[0]);

    @Test
    void aKeyGetsTheNameThatTheTemplateSays() throws Exception {
        Rewrite rewrite = new Rewrite.Transform("{{ .value | upper | replace \"-\" \"_\" }}");

        assertThat(rewrite.rewrite(VALUES)).containsOnlyKeys("DB_USER");
    }

    @Test
    void aTemplateThatAsksForMoreThanTheKeyFails() {
        assertThatThrownBy(() -> new Rewrite.Transform("{{ .key }}").rewrite(VALUES))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining("error applying rewrite to keys")
                .hasMessageContaining("map has no entry for key \"key\"");
    }
}
