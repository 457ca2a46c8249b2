package dev.nordbox.appliance.render.kustomize.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableExpansionTest {
    private static final Map<String, Object> VALUES =
            Map.of("HOST", "db", "PORT", 5432L, "RATE", 0.5, "ON", true);

    private final VariableExpansion expansion =
            new VariableExpansion(name -> Optional.ofNullable(VALUES.get(name)));

    @ParameterizedTest
    @CsvSource({
        "$(HOST),db",
        "http://$(HOST):$(PORT)/,http://db:5432/",
        "$$(HOST),$(HOST)",
        "$(NOBODY),$(NOBODY)",
        "a$,a$",
        "$x$(HOST),$xdb",
        "$(HOST,$(HOST",
        "$(RATE) $(ON),0.5 true"
    })
    void namesInTextAreReplaced(String text, String expanded) {
        assertThat(expansion.expand(text)).hasToString(expanded);
    }

    @Test
    void aVariableAloneKeepsItsType() throws RenderException {
        assertThat(expanded("f: [$(PORT), 'x$(PORT)', $(ON)]"))
                .isEqualTo("f:\n- 5432\n- x5432\n- true\n");
        assertThat(expanded("f: {a: $(RATE), b: 7}")).isEqualTo("f:\n  a: 0.5\n  b: 7\n");
    }

    @Test
    void aListHoldsNothingButStrings() {
        assertThatThrownBy(() -> expanded("f: [1]"))
                .hasMessageContaining("invalid value type expect a string");
    }

    private String expanded(String text) throws RenderException {
        Node node = YamlParser.forResources().parse(text);
        expansion.apply(node, FieldSpec.everywhere("f", false));
        return YamlEmitter.emit(node);
    }
}
