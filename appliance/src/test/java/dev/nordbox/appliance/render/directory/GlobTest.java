package dev.nordbox.appliance.render.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.render.RenderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*.yaml a/b/c.yaml true",
                "*.yaml a.yml false",
                "config.* config.json true",
                "a?c abc true",
                "a?c ac false",
                "{a,b}.yaml b.yaml true",
                "{a,b}.yaml c.yaml false",
                "{dev,prod/{eu,us}}/*.yaml prod/us/x.yaml true",
                "{dev,prod/{eu,us}}/*.yaml prod/asia/x.yaml false",
                "x{,-test}.yaml x.yaml true",
                "x{,-test}.yaml x-test.yaml true",
                "[a-c]1 b1 true",
                "[!a-c]1 b1 false",
                "[xyz]1 y1 true",
                "a\\*b a*b true",
                "a\\*b axb false",
                "** any/thing true"
            })
    void patternsMatchAsInArgoCd(String pattern, String text, boolean matches)
            throws RenderException {
        assertThat(Glob.compile(pattern).matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"{a", "[a", "a\\", "{a{b}"})
    void anOpenBracketIsRefused(String pattern) {
        assertThatThrownBy(() -> Glob.compile(pattern)).isInstanceOf(RenderException.class);
    }

    @Test
    void noPatternIsSlow() throws RenderException {
        Glob glob = Glob.compile("*a".repeat(200) + "b");

        assertThat(glob.matches("a".repeat(5_000))).isFalse();
    }
}
