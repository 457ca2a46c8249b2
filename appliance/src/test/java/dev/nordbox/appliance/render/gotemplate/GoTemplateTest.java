package dev.nordbox.appliance.render.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoTemplateTest {
    private static final String CANARY = "c4n4ry-5f1e";

    @Test
    void aSecretsTemplateReadsItsDecryptedValues() throws TemplateException {
        GoTemplate template =
                GoTemplate.parse(
                        "url", "postgres://{{ .user }}:{{ .password | urlquery }}@db{{ .nope }}");
        Map<String, byte[]> values = Map.of("user", bytes("app"), "password", bytes("p@ss ø"));

        byte[] output = template.execute(Dot.ofStrings(values), Budget.DEFAULT);

        assertThat(output).isEqualTo(bytes("postgres://app:p%40ss+%C3%B8@db<no value>"));
    }

    @Test
    void bytesThatAreNoTextPassThrough() throws TemplateException {
        byte[] binary = {0, (byte) 0xFF, (byte) 0xC3, '\n'};

        byte[] output =
                GoTemplate.parse("b", "{{ .blob }}{{ .blob | b64enc }}")
                        .execute(Dot.ofStrings(Map.of("blob", binary)), Budget.DEFAULT);

        assertThat(output).startsWith(binary).endsWith(bytes("AP/DCg=="));
    }

    @Test
    void oneExecutionDoesNotChangeTheDataOfTheNext() throws TemplateException {
        GoTemplate template =
                GoTemplate.parse("s", "{{ len . }}{{ $_ := set . \"new\" 1 }}{{ len . }}");
        Dot dot = Dot.of(new HashMap<>(Map.of("old", 1)));

        byte[] first = template.execute(dot, Budget.DEFAULT);

        assertThat(first).isEqualTo(bytes("12"));
        assertThat(template.execute(dot, Budget.DEFAULT)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ fail .secret }}",
                "{{ range .secret }}{{ end }}",
                "{{ .secret | mustFromJson }}",
                "{{ .secret | mustToDate \"2006\" }}",
                "{{ semverCompare .secret \"1.0.0\" }}",
                "{{ urlParse (print \":\" .secret) }}",
                "{{ mustRegexMatch (print \"(\" .secret) \"a\" }}",
                "{{ regexFind (print \"(\" .secret) \"a\" }}",
                "{{ eq (list .secret) (list .secret) }}",
                "{{ eq (list .secret) . }}",
                "{{ .secret | call }}",
                "{{ .secret.x }}",
                "{{ index . .secret .secret }}",
                "{{ mustDateModify .secret (toDate \"2006\" \"2024\") }}"
            })
    void noMessageHoldsAValue(String text) throws TemplateException {
        GoTemplate template = GoTemplate.parse("t", text);

        TemplateException failed =
                catchThrowableOfType(
                        TemplateException.class,
                        () -> template.execute(Map.of("secret", CANARY), Budget.DEFAULT));

        assertThat(failed).isNotNull();
        assertThat(failed.toString()).doesNotContain(CANARY).contains("template: t:1:");
        assertThat(failed).hasNoCause();
    }

    @Test
    void whatFailWasTellingIsThereForThoseWithoutSecrets() throws TemplateException {
        GoTemplate template = GoTemplate.parse("t", "{{ fail .why }}");

        TemplateException failed =
                catchThrowableOfType(
                        TemplateException.class,
                        () -> template.execute(Map.of("why", "no host"), Budget.DEFAULT));

        assertThat(failed.revealingMessage())
                .isEqualTo(
                        "template: t:1:3: executing \"t\" at <fail .why>: error calling fail: no host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "now",
                "ago 1",
                "uuidv4",
                "randAlphaNum 8",
                "randBytes 8",
                "shuffle \"ab\"",
                "genPrivateKey \"rsa\"",
                "genCA \"a\" 1",
                "htpasswd \"a\" \"b\"",
                "bcrypt \"a\"",
                "derivePassword 1 \"long\" \"a\" \"b\" \"c\"",
                "encryptAES \"a\" \"b\"",
                "decryptAES \"a\" \"b\""
            })
    void functionsThatAnswerOtherwiseEachTimeAreRefusedByName(String call) {
        String name = call.split(" ")[0];

        assertThatThrownBy(() -> GoTemplate.parse("t", "{{ " + call + " }}"))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith(
                        "template: t:1: function \"" + name + "\" is refused here: ");
    }

    @Test
    void aWorldGivesThemTimeAndChance() throws TemplateException {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1_709_210_096), ZoneOffset.UTC);
        Functions functions = Functions.genericSprig().in(new TemplateWorld(clock, new Random(1)));
        String text =
                "{{ now | htmlDate }} {{ ago 1709206496 }} {{ uuidv4 }} {{ randAlphaNum 8 }}"
                        + " {{ randInt 3 4 }} {{ now.Year }} {{ shuffle \"aaa\" }} {{ date \"2006\" \"x\" }}";

        String output =
                GoTemplate.parse("t", text, functions, MissingKey.NOTHING)
                        .execute(Map.of(), Budget.DEFAULT);

        assertThat(output)
                .matches(
                        "2024-02-29 1h0m0s [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}"
                                + "-[0-9a-f]{12} [0-9A-Za-z]{8} 3 2024 aaa 2024");
    }

    @Test
    void theEnvironmentIsNotDefined() {
        assertThatThrownBy(() -> GoTemplate.parse("t", "\n{{ env \"HOME\" }}"))
                .hasMessage("template: t:2: function \"env\" not defined");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
