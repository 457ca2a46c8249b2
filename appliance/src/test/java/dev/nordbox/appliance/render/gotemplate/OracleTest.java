package dev.nordbox.appliance.render.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What Go's own packages answered, recorded; {@code ci/gotemplate-oracle} asks them again. */
class OracleTest {
    @Test
    void everyRecordedTemplatePrintsOrFailsAsGoDoes() throws IOException {
        List<String> lines;
        try (InputStream in = OracleTest.class.getResourceAsStream("oracle.jsonl")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }

        SoftAssertions softly = new SoftAssertions();
        for (String line : lines) {
            OracleCase recorded = OracleCase.parse(line);
            softly.assertThat(recorded.ours()).as(line).isEqualTo(recorded.expected());
        }

        assertThat(lines).hasSizeGreaterThan(1_000);
        softly.assertAll();
    }
}
