package dev.nordbox.installer.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogLinesTest {

    @Test
    void aLineNamesItsClusterWhereOneHasAName() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        Runnable stop = LogLines.to(stream, "%-5level", new Redactor(), false);
        try (MDC.MDCCloseable logged = MDC.putCloseable("cluster", "hel")) {
            log("one");
        }
        try (MDC.MDCCloseable logged = MDC.putCloseable("cluster", "")) {
            log("two");
        }
        log("three");
        stop.run();

        assertThat(stream.toString(StandardCharsets.UTF_8).lines().map(String::stripTrailing))
                .containsExactly(
                        "INFO  one key=\"a\" cluster=hel",
                        "INFO  two key=\"a\"",
                        "INFO  three key=\"a\"");
    }

    private static void log(String message) {
        LoggerFactory.getLogger("dev.nordbox.test").atInfo().addKeyValue("key", "a").log(message);
    }
}
