package dev.nordbox.appliance.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.argo.YamlObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelExpressionTest {

    private static final Map<String, Object> SELF =
            YamlObject.of(
                    """
                    kind: Database
                    spec: {replicas: 3, big: 5000000000, share: 0.5, nothing: null}
                    status:
                      phase: Ready
                      password: hunter2
                      conditions: [{type: Ready, status: "True"}, {type: Stalled, status: "False"}]
                    """);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "self.status.phase == 'Ready'",
                "self.spec.replicas == 3 && self.spec.replicas + 1 > 3",
                "self.spec.big > 4294967296",
                "self.spec.share < 1",
                "!has(self.spec.nothing) && !has(self.metadata)",
                "self.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')",
                "self.status.phase.matches('^R.*y$')",
                "size(self.status.conditions) == 2"
            })
    void whatIsSoHolds(String text) throws CelException {
        assertThat(CelExpression.condition(text).holds(SELF)).isTrue();
    }

    @Test
    void aTextIsMadeOfTheObject() throws CelException {
        assertThat(CelExpression.text("self.kind + ' x' + string(self.spec.replicas)").text(SELF))
                .isEqualTo("Database x3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "self.a ==        | 1:10 mismatched input",
                "other.phase      | 1:1 undeclared reference to 'other'",
                "1 + 'a' == 2     | 1:3 found no matching overload",
                "1 + 2            | 1:1 it is to be true or false, and is int",
            })
    void whatIsWrongIsToldWithItsPlace(String text, String why) {
        assertThatThrownBy(() -> CelExpression.condition(text))
                .isInstanceOf(CelException.class)
                .hasMessageStartingWith(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "self.spec.none == 1               | a field is not there at character 10; ask"
                        + " has(...) before",
                "self.status.phase + 1 == 2        | a value is of another type at character 19",
                "self.status.phase                 | it is neither true nor false",
            })
    void whatCannotBeToldIsNotGuessed(String text, String why) throws CelException {
        CelExpression expression = CelExpression.condition(text);

        assertThatThrownBy(() -> expression.holds(SELF))
                .isInstanceOf(CelException.class)
                .hasMessage(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int(self.status.password) == 1", "self[self.status.password] == 1"})
    void noMessageHasAnythingOfTheObject(String text) throws CelException {
        CelExpression expression = CelExpression.condition(text);

        assertThatThrownBy(() -> expression.holds(SELF))
                .isInstanceOf(CelException.class)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void stepsAreBounded() throws CelException {
        String ten = "[1,2,3,4,5,6,7,8,9,10]";
        String text =
                "%s.all(a, %s.all(b, %s.all(c, %s.all(d, %s.all(e, a+b+c+d+e > 0)))))"
                        .formatted(ten, ten, ten, ten, ten);
        CelExpression expression = CelExpression.condition(text);

        assertThatThrownBy(() -> expression.holds(SELF))
                .hasMessageStartingWith("it takes more than 10000 steps");
    }

    @Test
    void whatEachStepCostsIsBoundedByTimeAndItIsTriedOnce() throws CelException {
        String hundred = "[" + "0,".repeat(99) + "0]";
        String big = "self.text + self.text + self.text + self.text";
        CelExpression expression =
                CelExpression.condition(
                        "%s.all(a, %s.all(b, size(%s) > 0 && size(%s) > 1))"
                                .formatted(hundred, hundred, big, big));
        Map<String, Object> large = Map.of("text", "x".repeat(2_000_000));

        assertThatThrownBy(() -> expression.holds(large))
                .hasMessage("it takes longer than 1000 ms");
        assertThatThrownBy(() -> expression.holds(Map.of("text", "x")))
                .hasMessage("it takes longer than 1000 ms");
    }

    @Test
    void sizeAndDepthAreBounded() {
        assertThatThrownBy(() -> CelExpression.condition("true || ".repeat(1_000) + "true"))
                .isInstanceOf(CelException.class);
        assertThatThrownBy(
                        () -> CelExpression.condition("(".repeat(900) + "true" + ")".repeat(900)))
                .isInstanceOf(CelException.class);
    }
}
