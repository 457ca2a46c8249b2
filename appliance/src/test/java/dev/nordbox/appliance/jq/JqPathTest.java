package dev.nordbox.appliance.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.argo.YamlObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JqPathTest {

    private static final Map<String, Object> OBJECT =
            YamlObject.of(
                    """
                    spec:
                      replicas: 2
                      containers:
                      - {name: web, resources: {cpu: 1}}
                      - {name: proxy}
                      - {name: log}
                    webhooks:
                    - {clientConfig: {caBundle: x}}
                    - {}
                    """);

    /** The expressions that Argo CD's documentation and people's repositories use. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '%',
            quoteCharacter = '`',
            value = {
                ".spec.replicas                         % /spec/replicas",
                ".spec[\"replicas\"]                    % /spec/replicas",
                ".webhooks[]?.clientConfig.caBundle     % /webhooks/1/clientConfig/caBundle /webhooks/0/clientConfig/caBundle",
                ".spec.containers[] | select(.name == \"web\") | .resources % /spec/containers/0/resources",
                ".spec.containers[] | select(.name | test(\"^pro\")) % /spec/containers/1",
                ".spec.containers[-1]                   % /spec/containers/2",
                ".spec.containers[1:]                   % /spec/containers/2 /spec/containers/1",
                ".spec.replicas, .webhooks              % /webhooks /spec/replicas",
                ".spec.replicas # as the scaler says    % /spec/replicas",
                ".nothing[].here                        % ``",
                ".spec.replicas[]                       % ``",
                ".                                      % ``",
            })
    void anExpressionNamesFieldsThoseOfAListFromItsEnd(String expression, String pointers)
            throws JqException {
        List<String> fields =
                JqPath.parse(expression).in(OBJECT).stream()
                        .map(pointer -> "/" + String.join("/", pointer.steps()))
                        .toList();

        assertThat(String.join(" ", fields)).isEqualTo(pointers);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '%',
            quoteCharacter = '`',
            value = {
                ".spec.replicas +                       % is no jq expression",
                ".spec.replicas + 1                     % names a value and no field",
                "nothing(.spec)                         % uses a function that is not there",
                "env.HOME                               % uses a function that is not there",
                "until(false; .)                        % uses a function that is not there",
                "def f: f; f                            % calls itself without end",
            })
    void whatNamesNoFieldIsRefusedWithTheReason(String expression, String why) {
        assertThatThrownBy(() -> JqPath.parse(expression))
                .isInstanceOf(JqException.class)
                .hasMessage("'" + expression + "' " + why);
    }

    @Test
    void whatIsTooSlowIsNeverRunAgain() throws Exception {
        TimeLimit limit = new TimeLimit(Duration.ofMillis(50));
        CountDownLatch end = new CountDownLatch(1);
        try {
            assertThatThrownBy(
                            () ->
                                    limit.run(
                                            ".slow",
                                            () -> {
                                                end.await();
                                                return 1;
                                            }))
                    .hasMessage("'.slow' takes longer than 50 ms");
        } finally {
            end.countDown();
        }

        assertThatThrownBy(() -> limit.run(".slow", () -> 1)).isInstanceOf(JqException.class);
        assertThat(limit.<Integer>run(".fast", () -> 1)).isEqualTo(1);
    }
}
