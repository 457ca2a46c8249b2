package dev.nordbox.appliance.render.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateBudgetTest {
    private static final Map<String, Object> NO_DATA = Map.of();

    /** No time limit that a busy machine could reach: steps and bytes have to do. */
    private static final Budget SMALL = new Budget(200_000, 300, 100_000, Duration.ofHours(1));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ repeat 1000000000 \"x\" }}",
                "{{ repeat 9223372036854775807 \"xy\" }}",
                "{{ $x := \"a\" }}{{ range until 60 }}{{ $x = print $x $x }}{{ end }}{{ len $x }}",
                "{{ until 1000000000 }}",
                "{{ untilStep 0 9223372036854775807 1 }}",
                "{{ seq 1 1000000000 }}",
                "{{ range 1000000000 }}{{ end }}",
                "{{ range until 1000 }}{{ range until 1000 }}{{ end }}{{ end }}",
                "{{ range 1000 }}{{ printf \"%9999d\" 1 }}{{ end }}",
                "{{ printf \"%999999d%999999d\" 1 2 }}",
                "{{ indent 50000 (repeat 50 \"\\n\") }}",
                "{{ replace \"\" (repeat 5000 \"x\") (repeat 5000 \"y\") }}",
                "{{ join (repeat 5000 \",\") (until 5000) }}",
                "{{ regexReplaceAll \"\" (repeat 5000 \"x\") (repeat 500 \"$0y\") }}",
                "{{ wrapWith 1 (repeat 9000 \"-\") (repeat 9000 \"y\") }}",
                "{{ define \"r\" }}{{ template \"r\" }}{{ end }}{{ template \"r\" }}",
                "{{ $m := dict }}{{ $_ := set $m \"m\" $m }}{{ $m }}",
                "{{ $m := dict }}{{ $_ := set $m \"m\" $m }}{{ toJson $m }}",
                "{{ $m := dict }}{{ $_ := set $m \"m\" $m }}{{ deepCopy $m }}",
                "{{ $a := dict }}{{ $_ := set $a \"m\" $a }}{{ $b := dict }}{{ $_ := set $b \"m\" $b }}{{ deepEqual $a $b }}",
                "{{ $x := list 1 }}{{ range until 40 }}{{ $x = list $x $x }}{{ end }}{{ $x }}",
                "{{ $x := list 1 }}{{ range until 40 }}{{ $x = list $x $x }}{{ end }}{{ toJson $x }}",
                "{{ $x := list 1 }}{{ range until 400 }}{{ $x = list $x }}{{ end }}{{ $x }}",
                "{{ $x := list 1 }}{{ range until 40 }}{{ $x = concat $x $x }}{{ end }}",
                "{{ toPrettyJson (fromJson (repeat 5000 \"[\" | cat (repeat 5000 \"]\"))) }}{{ fromJson (print (repeat 400 \"[\") (repeat 400 \"]\")) }}"
            })
    void aTemplateThatAsksForTooMuchIsEndedAndNamed(String text) throws TemplateException {
        assertThat(overBudget(text, NO_DATA, SMALL))
                .hasMessageContaining("bomb: over its budget: ");
    }

    /** Each of these looks through the whole text and makes little or nothing of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ contains \"b\" .long }}",
                "{{ hasSuffix \"b\" .long }}",
                "{{ trim .spaces }}",
                "{{ trimAll \"a\" .long }}",
                "{{ trimAll .long .long }}",
                "{{ atoi .digits }}",
                "{{ float64 .digits }}",
                "{{ toDecimal .digits }}",
                "{{ regexMatch \"(a{900}b){1}c{900}d{900}e{900}f{900}g{900}\" \"a\" }}",
                "{{ regexMatch (repeat 20 \"\\\\pL\") \"a\" }}",
                "{{ eq .long \"b\" }}",
                "{{ split \"b\" .long }}",
                "{{ base .long }}",
                "{{ first .list }}"
            })
    void whatIsReadCountsEvenIfNothingIsMadeOfIt(String text) throws TemplateException {
        int length = 64_000;
        Map<String, Object> data =
                Map.of(
                        "long", "a".repeat(length),
                        "spaces", " ".repeat(length),
                        "digits", "1".repeat(length) + "x",
                        "list", Collections.nCopies(length, 1L));
        Budget little = new Budget(length / 16, 300, 1 << 20, Duration.ofHours(1));

        overBudget(text, data, little);
    }

    @Test
    void aVariableBelowManyOthersCostsTheWayToIt() throws TemplateException {
        String many = "{{ $y := 1 }}".repeat(3_000);
        String deep = "{{ $x := 1 }}" + many + "{{ range 1500 }}{{ $x }}{{ end }}";

        overBudget(deep, NO_DATA, SMALL);
    }

    @Test
    void looksForAWordInTimeThatGrowsWithTheText() throws TemplateException {
        int length = 50_000;
        Map<String, Object> data =
                Map.of("text", "a".repeat(length), "word", "a".repeat(length / 2) + "b");
        GoTemplate template =
                GoTemplate.parse(
                        "word", "{{ contains .word .text }} {{ replace .word \"\" .text }}");
        Budget linear = new Budget(length, 300, 1 << 20, Duration.ofHours(1));

        assertThat(template.execute(data, linear)).isEqualTo("false " + "a".repeat(length));
    }

    @Test
    void timeIsLimitedToo() throws TemplateException {
        Budget moment = new Budget(Long.MAX_VALUE, 100, Integer.MAX_VALUE, Duration.ofMillis(20));

        assertThat(overBudget("{{ range 1000000000 }}{{ end }}", NO_DATA, moment))
                .hasMessageEndingWith("more than 20 ms");
    }

    private static TemplateException overBudget(
            String text, Map<String, Object> data, Budget budget) throws TemplateException {
        GoTemplate template = GoTemplate.parse("bomb", text);
        TemplateException ended =
                catchThrowableOfType(TemplateException.class, () -> template.execute(data, budget));
        assertThat(ended).isNotNull();
        assertThat(ended.isOverBudget()).as(ended.getMessage()).isTrue();
        return ended;
    }

    @Test
    void expressionsWhoseRepeatsMultiplyAreRefusedBeforeTheyTakeMemory() throws TemplateException {
        GoTemplate template =
                GoTemplate.parse("re", "{{ mustRegexMatch \"((a{100}){100}){100}\" \"a\" }}");

        TemplateException refused =
                catchThrowableOfType(
                        TemplateException.class, () -> template.execute(NO_DATA, SMALL));

        assertThat(refused).hasMessageContaining("invalid repeat count");
    }

    @Test
    void parenthesesAndBlocksNestOnlySoDeep() {
        for (String text :
                new String[] {
                    "{{ " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + " }}",
                    "{{ if 1 }}".repeat(100_000) + "{{ end }}".repeat(100_000),
                    "{{ if 1 }}" + "{{ else if 1 }}".repeat(100_000) + "{{ end }}"
                }) {
            TemplateException refused =
                    catchThrowableOfType(
                            TemplateException.class, () -> GoTemplate.parse("deep", text));

            assertThat(refused).hasMessageStartingWith("template: deep:1: ");
        }
    }
}
