package dev.nordbox.appliance.render.kustomize.jsonpatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import dev.nordbox.appliance.render.yaml.YamlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTest {
    private static final String OBJECT = "a: {b: 1, c/d: 2}\nlist: [x, y, z]\nnothing: null\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{op: add, path: /a/e, value: 5}            | e: 5",
                "{op: add, path: /list/-, value: q}         | - q",
                "{op: add, path: /list/-1, value: q}        | - q",
                "{op: replace, path: /a/missing, value: 7}  | missing: 7",
                "{op: replace, path: /a/c~1d, value: 7}     | c/d: 7",
                "{op: replace, path: /list/-1, value: last} | - last",
                "{op: move, from: /a/b, path: /moved}       | moved: 1",
                "{op: copy, from: /list, path: /copied}     | copied:",
                "{op: test, path: /nothing, value: null}    | nothing: null",
                "{op: add, path: /new}                      | new: null"
            })
    void operationsApply(String operation, String line) throws RenderException {
        assertThat(patched("- " + operation)).contains(line);
    }

    @Test
    void removingTakesFieldsAndElements() throws RenderException {
        assertThat(patched("- {op: remove, path: /a}\n- {op: remove, path: /list/0}"))
                .isEqualTo("list:\n- \"y\"\n- z\nnothing: null\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{op: frob, path: /a}               | Unexpected kind: frob",
                "{path: /a}                         | Unexpected kind: unknown",
                "{op: remove, path: /nope}          | error in remove for path: '/nope': Unable to"
                        + " remove nonexistent key: nope: missing value",
                "{op: add, path: /x/y, value: 1}    | add operation does not apply: doc is missing"
                        + " path: \"/x/y\": missing value",
                "{op: add, path: /list/9, value: 1} | error in add for path: '/list/9': Unable to"
                        + " access invalid index: 9: invalid index referenced",
                "{op: test, path: /a/b, value: 2}   | testing value /a/b failed: test failed",
                "{op: replace, path: /list/7}       | replace operation does not apply: doc is"
                        + " missing key: /list/7: missing value"
            })
    void whatDoesNotApplyIsRefused(String operation, String message) {
        assertThatThrownBy(() -> patched("- " + operation)).hasMessage(message);
    }

    @Test
    void numbersAreFloats() throws RenderException {
        assertThat(patched("- {op: add, path: /big, value: 12345678901234567890}"))
                .contains("big: 12345678901234567000\n");
    }

    @Test
    void jsonIsReadStrictly() {
        assertThatThrownBy(() -> JsonPatch.parse("[{\"op\": \"add\",}]"))
                .hasMessage("invalid character '}' looking for beginning of object key string");
        assertThatThrownBy(() -> JsonPatch.parse("[")).hasMessage("unexpected end of JSON input");
    }

    @Test
    void anObjectIsNoPatch() {
        assertThatThrownBy(() -> JsonPatch.parse("op: add"))
                .hasMessage("json: cannot unmarshal object into Go value of type jsonpatch.Patch");
    }

    @Test
    void copyingTheDocumentIntoItselfEnds() {
        StringBuilder patch = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            patch.append("- {op: copy, from: /a, path: /a/n").append(i).append("}\n");
        }

        assertThatThrownBy(() -> patched(patch.toString())).isInstanceOf(RenderStopped.class);
    }

    private static String patched(String patch) throws RenderException {
        return YamlEmitter.emit(
                JsonPatch.parse(patch).apply(YamlParser.forResources().parse(OBJECT)));
    }
}
