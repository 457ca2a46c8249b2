package dev.nordbox.appliance.render.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Go's own packages answered, recorded; {@code ci/gotemplate-oracle} asks them again. */
class OracleTest {
    @Test
    void everyRecordedTemplatePrintsOrFailsAsGoDoes() throws IOException {
        List<String> lines;
        try (InputStream in = OracleTest.class.getResourceAsStream("oracle.jsonl")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }

        List<String> different =
                lines.stream()
                        .map(OracleCase::parse)
                        .filter(recorded -> !recorded.ours().equals(recorded.expected()))
                        .map(recorded -> recorded.line() + "\n  ours: " + recorded.ours())
                        .toList();

        assertThat(lines).hasSizeGreaterThan(1_000);
        assertThat(different).isEmpty();
    }
}
