package dev.nordbox.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Listens to all that is logged, and fails a test in which a secret word was. */
public final class OverheardLog implements BeforeEachCallback, AfterEachCallback {

    private final String[] secretWords;
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    public OverheardLog(String... secretWords) {
        this.secretWords = secretWords;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        logged.start();
        root().addAppender(logged);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        root().detachAppender(logged);
        assertThat(heard()).doesNotContain(secretWords);
    }

    /** Everything up to now. */
    public String heard() {
        return List.copyOf(logged.list).stream()
                .map(e -> e.getFormattedMessage() + e.getKeyValuePairs())
                .toList()
                .toString();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger("dev.nordbox");
    }
}
