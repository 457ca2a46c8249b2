package dev.nordbox.installer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class NoValueIsLoggedTest {
    private static final String VALUE = NoValueIsLogged.MARK + "-7";

    private final NoValueIsLogged.Listening listening = new NoValueIsLogged.Listening();
    private final Logger log = logger();

    private Logger logger() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        listening.listenTo(context);
        return context.getLogger("dev.nordbox");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "user:"})
    void aValueIsHeardAsItIsAndInBase64WhereverItStands(String before) {
        log.info("{}", before + VALUE);
        assertThatThrownBy(listening::check).hasMessageContaining(VALUE);

        byte[] bytes = (before + VALUE).getBytes(StandardCharsets.UTF_8);
        log.info("{}", Base64.getEncoder().encodeToString(bytes));
        assertThatThrownBy(listening::check).hasMessageContaining("secret values were logged");
    }

    @Test
    void itIsHeardInAPairAndInACause() {
        log.atWarn().addKeyValue("problem", VALUE).log("x");
        assertThatThrownBy(listening::check).hasMessageContaining(VALUE);

        log.warn("x", new IllegalStateException("x", new IllegalArgumentException(VALUE)));
        assertThatThrownBy(listening::check).hasMessageContaining(VALUE);
    }

    @Test
    void aNameIsNoValue() {
        log.info("Pod nordbox-canary-1 and Secret canary-2 are there");

        assertThatCode(listening::check).doesNotThrowAnyException();
    }

    @Test
    void itListensToTheSuiteWithoutBeingAsked() {
        LoggerFactory.getLogger("dev.nordbox.anything").debug("{}", VALUE);

        assertThatThrownBy(NoValueIsLogged.SUITE::check).hasMessageContaining(VALUE);
    }
}
