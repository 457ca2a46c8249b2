package dev.nordbox.appliance.render.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the text: an answer or a {@link TemplateException}, within the budget. */
class TemplateFuzzTest {
    private static final Budget BUDGET = new Budget(20_000, 200, 20_000, Duration.ofHours(1));
    private static final Map<String, Object> DATA =
            Map.of("s", "x", "l", List.of(1L, "a"), "m", Map.of("k", 1.5));
    private static final String[] PIECES = {
        "{{",
        "}}",
        "{{-",
        "-}}",
        " ",
        "\n",
        "if",
        "else",
        "end",
        "range",
        "with",
        "define",
        "template",
        "block",
        "break",
        "continue",
        "nil",
        "$",
        "$x",
        ":=",
        "=",
        ",",
        "|",
        "(",
        ")",
        ".",
        ".s",
        ".l",
        ".m.k",
        "\"a\"",
        "\"%v\"",
        "`b`",
        "'c'",
        "1",
        "0x",
        "1e9",
        "-",
        "/*",
        "*/",
        "printf",
        "index",
        "repeat",
        "regexMatch",
        "until",
        "dict",
        "list",
        "set",
        "fromJson",
        "toDate",
        "semverCompare",
        "urlParse",
        "b32dec",
        "round",
        "é",
        "\u0000",
        "\\"
    };

    @Test
    void anyWordsInAnyOrderAreAnsweredOrRefused() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int words = random.nextInt(14); words >= 0; words--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
                text.append(random.nextInt(3) == 0 ? " " : "");
            }
            answered(text.toString());
            answered("{{ " + text + " }}");
        }
    }

    @Test
    void damagedTemplatesAreAnsweredOrRefused() {
        RandomTemplates sensible = new RandomTemplates(12);
        Random random = new Random(13);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder(sensible.next().template());
            for (int cuts = random.nextInt(4); cuts >= 0 && text.length() > 0; cuts--) {
                int at = random.nextInt(text.length());
                text.replace(at, at + random.nextInt(3), PIECES[random.nextInt(PIECES.length)]);
            }
            answered(text.toString());
        }
    }

    private static void answered(String text) {
        try {
            String output = GoTemplate.parse("fuzz", text).execute(DATA, BUDGET);
            assertThat(output.length()).isLessThanOrEqualTo(BUDGET.bytes());
        } catch (TemplateException e) {
            assertThat(e.getMessage()).as(text).startsWith("template: ");
        } catch (RuntimeException | Error e) {
            throw new AssertionError("this text: " + text, e);
        }
    }
}
