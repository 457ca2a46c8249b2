package dev.nordbox.appliance.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.manifest.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a template that cannot be rendered. */
class RenderedTemplateTest {
    private static final String CANARY = "c4n4ry-91c4";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{{ c4n4ry-91c4 }} ; conf, line 2: cannot be read",
                "{{ .a.c4n4ry-91c4 | | }} ; conf, line 2: cannot be read",
                "{{ index .a \"c4n4ry-91c4\" }} ; conf, line 2: cannot be executed",
                "{{ fail \"c4n4ry-91c4\" }} ; conf, line 2: cannot be executed",
                "{{ define \"c4n4ry-91c4\" }}{{ fail \"x\" }}{{ end }}{{ template \"c4n4ry-91c4\" . }} ; conf, line 2: cannot be executed"
            })
    void aTemplateThatIsASecretIsNotQuoted(String wrong, String told) {
        assertThatThrownBy(() -> render("secret: {name: s, items: [{key: conf}]}", "#\n" + wrong))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining(told + "; it is not quoted")
                .hasMessageNotContaining(CANARY);
    }

    @Test
    void aTemplateThatIsAConfigMapIs() {
        assertThatThrownBy(
                        () ->
                                render(
                                        "configMap: {name: c, items: [{key: conf}]}",
                                        "{{ fail \"x\" }}"))
                .hasMessageContaining("<fail \"x\">");
    }

    @Test
    void aKeyThatIsRenderedIsNotTold() {
        for (String kind : new String[] {"secret", "configMap"}) {
            String from =
                    "%s: {name: s, items: [{key: conf, templateAs: KeysAndValues}]}, valuesDecodingStrategy: Base64"
                            .formatted(kind);

            assertThatThrownBy(() -> render(from, "{{ .a }}: '!'"))
                    .isInstanceOf(CannotSync.class)
                    .hasMessageContaining("the value of a key that conf says is not written so")
                    .hasMessageNotContaining(CANARY);
        }
    }

    @Test
    void whatIsRightIsRendered() throws Exception {
        RenderedTemplate rendered = render("secret: {name: s, items: [{key: conf}]}", "x={{ .a }}");

        assertThat(rendered.data().get("conf"))
                .isEqualTo(("x=" + CANARY).getBytes(StandardCharsets.UTF_8));
    }

    private static RenderedTemplate render(String from, String text) throws CannotSync {
        String spec =
                "{spec: {secretStoreRef: {name: v}, data: [{secretKey: a, remoteRef: {key: k}}],"
                        + " target: {template: {templateFrom: [{"
                        + from
                        + "}]}}}}";
        Template template =
                SpecReader.read(Fields.map(ObjectsOfTests.yaml(spec)))
                        .target()
                        .template()
                        .orElseThrow();
        return RenderedTemplate.of(
                template,
                Map.of("a", CANARY.getBytes(StandardCharsets.UTF_8)),
                (kind, name, key) -> text);
    }
}
