package dev.nordbox.appliance.render.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.render.RenderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {

    @Test
    void valuesAreReadAndWrittenBack() throws RenderException {
        String json =
                "{\"a\":[1,-2.5,1e+30,true,false,null],\"b\":{},\"c\":[],"
                        + "\"d\":\"\\u003c\\n\\\"é\\u2028\"}";

        assertThat(JsonWriter.compact(JsonReader.read(json))).isEqualTo(json);
    }

    @Test
    void keysAreSortedAndLinesIndented() throws RenderException {
        assertThat(JsonWriter.indented(JsonReader.read("{\"b\":[1],\"a\":{}}")))
                .isEqualTo("{\n  \"a\": {},\n  \"b\": [\n    1\n  ]\n}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1,} | invalid character '}' looking for beginning of object key string",
                "{'a' 1} | invalid character '1' after object key",
                "{'a':1 'b'} | invalid character '\"' after object key:value pair",
                "[1 2] | invalid character '2' after array element",
                "[] x | invalid character 'x' after top-level value",
                "nul | unexpected end of JSON input",
                "nulx | invalid character 'x' in literal null (expecting 'l')",
                "hello | invalid character 'h' looking for beginning of value",
                "01 | invalid character '1' after top-level value",
                "1. | unexpected end of JSON input",
                "{'\\q':1} | invalid character 'q' in string escape code"
            })
    void problemsAreToldInTheWordsOfGo(String json, String message) {
        assertThatThrownBy(() -> JsonReader.read(json.replace('\'', '"'))).hasMessage(message);
    }

    @Test
    void nestingHasALimit() {
        assertThatThrownBy(() -> JsonReader.read("[".repeat(1_000_000)))
                .isInstanceOf(RenderException.class);
    }
}
