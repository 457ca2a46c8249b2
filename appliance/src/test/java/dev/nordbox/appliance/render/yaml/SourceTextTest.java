package dev.nordbox.appliance.render.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.render.RenderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# document\n\n# head\na: 1 # line\n# foot\n\nb: 2\n\n# end\n",
                "list: # of the list\n# head\n- a # one\n- x: 1\n  y: \"2\"\n- - p\n  - q\n",
                "flow: {a: 1, b: [1, \"x\"]} # c\n",
                "lit: |\n  text\n  more\nfold: >-\n  abc\n\n  def\n",
                "'single': 'a'\n\"double\": \"a\\tb\"\n",
                "tag: !!str 5\nown: !foo bar\n",
                "nul:\ntilde: ~\n",
                "z: 1\na: 2\n"
            })
    void whatWasReadIsWrittenAsItStood(String text) throws RenderException {
        assertThat(SourceText.of(YamlParser.forResources().parse(text))).isEqualTo(text);
    }

    @Test
    void indentationBecomesTwoColumns() throws RenderException {
        Node node = YamlParser.forResources().parse("a:\n     b:\n         - c\n");

        assertThat(SourceText.of(node)).isEqualTo("a:\n  b:\n  - c\n");
    }

    @Test
    void longLinesStayLong() throws RenderException {
        String text = "a: " + "word ".repeat(50) + "end\n";

        assertThat(SourceText.of(YamlParser.forResources().parse(text))).isEqualTo(text);
    }

    @Test
    void aChangedScalarIsQuotedWhereItsTypeNeedsIt() throws RenderException {
        Node node = YamlParser.forResources().parse("a: text\nb: 1\n");
        node.at("a").flatMap(Node::asScalar).orElseThrow().setValue("5");
        node.at("b").flatMap(Node::asScalar).orElseThrow().setValue("2");

        assertThat(SourceText.of(node)).isEqualTo("a: \"5\"\nb: 2\n");
    }
}
