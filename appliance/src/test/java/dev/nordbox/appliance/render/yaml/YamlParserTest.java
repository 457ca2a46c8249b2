package dev.nordbox.appliance.render.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlParserTest {

    @ParameterizedTest
    @CsvSource({
        "yes,!!str,!!bool",
        "true,!!bool,!!bool",
        "y,!!str,!!bool",
        "12,!!int,!!int",
        "0o7,!!int,!!int",
        "1.5,!!float,!!float",
        ".5,!!float,!!float",
        ".,!!str,!!str",
        "~,!!null,!!null",
        "2001-12-14t21:59:43.10-05:00,!!timestamp,!!timestamp",
        "2001-13-14,!!str,!!str",
        "'\"1\"',!!str,!!str",
        "!!str 5,!!str,!!str",
        "! 5,!!int,!!int",
        "!own 5,!own,!own"
    })
    void plainScalarsHaveTheTypesOfTheGoLibraries(String text, String v3, String v2)
            throws RenderException {
        String plain = text.startsWith("'") ? text.substring(1, text.length() - 1) : text;

        assertThat(YamlParser.forResources().parse(plain).tag()).isEqualTo(v3);
        assertThat(YamlParser.forConfiguration().parse(plain).tag()).isEqualTo(v2);
    }

    @Test
    void aStreamHoldsDocuments() throws RenderException {
        List<Node> documents =
                YamlParser.forResources().parseDocuments("# c\n---\na: 1\n...\n---\n---\n- b\n");

        assertThat(documents).hasSize(3);
        assertThat(documents.get(1).isNull()).isTrue();
        assertThat(documents.get(2).line()).isEqualTo(7);
    }

    @Test
    void aliasesBecomeCopies() throws RenderException {
        Node root = YamlParser.forResources().parse("a: &x {b: 1}\nc: *x\n");
        root.at("c").flatMap(Node::asMap).orElseThrow().put("b", "changed");

        assertThat(root.textAt("a", "b")).contains("1");
    }

    @Test
    void mergeKeysAreExpanded() throws RenderException {
        Node root =
                YamlParser.forResources()
                        .parse(
                                "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\n"
                                        + "c: {<<: [*a, *b], z: 3}\n");

        assertThat(root.at("c").orElseThrow().asMap().orElseThrow().names())
                .containsExactlyInAnyOrder("x", "y", "z");
        assertThat(root.textAt("c", "y")).contains("1");
        assertThat(root.textAt("c", "z")).contains("3");
    }

    @Test
    void commentsStayWithWhatTheyAreAbout() throws RenderException {
        MapNode root =
                YamlParser.forResources()
                        .parse("# head\na: 1 # line\n# foot\n\nb: # of b\n- c\n")
                        .asMap()
                        .orElseThrow();

        assertThat(root.fields().get(0).key().comments().head()).isEqualTo("# head");
        assertThat(root.fields().get(0).key().comments().foot()).isEqualTo("# foot");
        assertThat(root.get("a").orElseThrow().comments().line()).isEqualTo("# line");
        assertThat(root.fields().get(1).key().comments().line()).isEqualTo("# of b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1\\n\\tb: 2 | yaml: line 2: found a tab character that violates indentation",
                "a: [1, 2\\nb: 3 | yaml: line 1: did not find expected ',' or ']'",
                "a: 1\\n b: 2 | yaml: line 2: mapping values are not allowed in this context",
                "a:\\n  b: 1\\n c: 2 | yaml: line 2: did not find expected key",
                "a:\\n\\tb: 1 | yaml: line 2: found character that cannot start any token",
                "\\na: 'x | yaml: line 2: found unexpected end of stream",
                "a: *x | yaml: unknown anchor 'x' referenced",
                "a: &x [*x] | yaml: anchor 'x' value contains itself",
                "a: {<<: 1} | map merge requires map or sequence of maps as the value"
            })
    void problemsAreToldInTheWordsOfTheOriginal(String text, String message) {
        assertThatThrownBy(
                        () ->
                                YamlParser.forResources()
                                        .parse(text.replace("\\n", "\n").replace("\\t", "\t")))
                .isInstanceOf(YamlException.class)
                .hasMessage(message);
    }

    @Test
    void aBillionLaughsStopEarly() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThatThrownBy(() -> YamlParser.forResources().parse(text.toString()))
                .isInstanceOf(RenderStopped.class)
                .hasMessageContaining("nodes");
    }

    @Test
    void nestingHasALimit() {
        assertThatThrownBy(() -> YamlParser.forResources().parse("[".repeat(100_000)))
                .isInstanceOf(RenderException.class);
        assertThatThrownBy(() -> YamlParser.forResources().parse("- ".repeat(5_000) + "a"))
                .isInstanceOf(RenderStopped.class)
                .hasMessageContaining("200 levels");
    }

    @Test
    void everyBudgetIsKept() {
        assertStops(new YamlBudget(10, 10, 10, 10), "a: 12345678901");
        assertStops(new YamlBudget(100, 2, 100, 10), "a\n---\nb\n---\nc\n");
        assertStops(new YamlBudget(100, 2, 5, 10), "[1, 2, 3, 4, 5, 6]");
        assertStops(new YamlBudget(100, 2, 50, 2), "[[[[1]]]]");
    }

    private static void assertStops(YamlBudget budget, String text) {
        assertThatThrownBy(() -> new YamlParser(Schema.V3, budget).parseDocuments(text))
                .isInstanceOf(RenderStopped.class);
    }
}
