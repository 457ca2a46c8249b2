package dev.nordbox.appliance.render.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.render.RenderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlEmitterTest {
    private static final String FOX = "the quick brown fox jumps over the lazy dog";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '%',
            value = {
                "yes|\"yes\"",
                "off|\"off\"",
                "nULL|nULL",
                "1_0|\"1_0\"",
                "0o17|\"0o17\"",
                "1e|1e",
                "12:30:45|\"12:30:45\"",
                "2001-01-01|\"2001-01-01\"",
                "=|=",
                "<<|<<",
                "a: b|'a: b'",
                "a #b|'a #b'",
                "- a|'- a'",
                "-a|-a",
                "?a|?a",
                "? a|'? a'",
                "it's|it's",
                "'a'|'''a'''",
                "{a}|'{a}'",
                "a,b|a,b",
                "@a|'@a'",
                "---|'---'",
                "http://x/y#z|http://x/y#z",
                "tab\there|\"tab\\there\"",
                "emoji \uD83D\uDE00|\"emoji \\U0001F600\"",
                "bom\uFEFF|\"bom\\uFEFF\"",
                "日本|日本"
            })
    void stringsAreQuotedWhenTheyWouldMeanSomethingElse(String value, String written)
            throws RenderException {
        MapNode map = new MapNode().put("k", value);

        assertThat(YamlEmitter.emit(map)).isEqualTo("k: " + written + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0123,83",
        "0x1F,31",
        "0b101,5",
        "1_000,1000",
        "1.0,1",
        "1e3,1000",
        "08,8",
        "-0,0",
        "1234567.5,1.2345675e+06",
        "100000.5,100000.5",
        "0.00001,1e-05",
        "1e21,1e+21",
        "12345678901234567890,12345678901234567890",
        "2001-01-01,\"2001-01-01T00:00:00Z\"",
        "yes,\"yes\"",
        "~,null"
    })
    void numbersTakeTheFormGoGivesThem(String read, String written) throws RenderException {
        assertThat(rewritten("k: " + read)).isEqualTo("k: " + written + "\n");
    }

    @Test
    void textOfSeveralLinesBecomesABlock() throws RenderException {
        assertThat(rewritten("k: \"a\\nb\\n\"")).isEqualTo("k: |\n  a\n  b\n");
        assertThat(rewritten("k: \"a\\nb\"")).isEqualTo("k: |-\n  a\n  b\n");
        assertThat(rewritten("k: \"a\\n\\n\"")).isEqualTo("k: |+\n  a\n\n");
        assertThat(rewritten("k: \" a\\nb\"")).isEqualTo("k: |2-\n   a\n  b\n");
        assertThat(rewritten("k: \"a \\nb\"")).isEqualTo("k: \"a \\nb\"\n");
    }

    @Test
    void longTextFoldsAtTheFirstSpaceBeyondColumnEighty() throws RenderException {
        assertThat(rewritten("k: " + FOX + ", " + FOX))
                .isEqualTo(
                        "k: the quick brown fox jumps over the lazy dog, the quick brown fox jumps"
                                + " over the\n  lazy dog\n");
        assertThat(rewritten("k: 'x: " + FOX + ", " + FOX + "'"))
                .endsWith("fox jumps over\n  the lazy dog'\n");
        assertThat(rewritten("k: " + "a".repeat(200))).hasLineCount(1);
    }

    @Test
    void listsStandAtTheIndentationOfTheirKey() throws RenderException {
        assertThat(rewritten("a: [1, [2, 3], {b: [4]}, [], {}]"))
                .isEqualTo("a:\n- 1\n- - 2\n  - 3\n- b:\n  - 4\n- []\n- {}\n");
    }

    @Test
    void keysAreWrittenInNaturalOrder() throws RenderException {
        assertThat(rewritten("{a10: 1, a2: 1, a: 1, B: 1, a-b: 1, '1': 1}"))
                .isEqualTo("\"1\": 1\nB: 1\na: 1\na-b: 1\na2: 1\na10: 1\n");
    }

    @Test
    void longAndMultilineKeysStandAlone() throws RenderException {
        String key = "k".repeat(129);

        assertThat(rewritten(key + ": 1")).isEqualTo("? " + key + "\n: 1\n");
        assertThat(rewritten("\"a\\nb\": [1]")).isEqualTo("? |-\n  a\n  b\n: - 1\n");
    }

    @Test
    void whatJsonCannotHoldIsRefused() {
        assertThatThrownBy(() -> rewritten("a: 1\nb: 2\na: 3"))
                .hasMessage(
                        "yaml: unmarshal errors:\n"
                                + "  line 3: mapping key \"a\" already defined at line 1");
        assertThatThrownBy(() -> rewritten("a: .inf")).hasMessage("json: unsupported value: +Inf");
        assertThatThrownBy(() -> rewritten("m: {1: a}"))
                .hasMessage("json: unsupported type: map[interface {}]interface {}");
        assertThatThrownBy(() -> rewritten("a: \"\\x7f\""))
                .hasMessage("yaml: control characters are not allowed");
        assertThatThrownBy(() -> rewritten("a: !!int x"))
                .hasMessage("yaml: cannot decode !!str `x` as a !!int");
    }

    private static String rewritten(String text) throws RenderException {
        return YamlEmitter.emit(YamlParser.forResources().parse(text));
    }
}
