package dev.nordbox.installer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fails whatever test runs while a secret value is logged. JUnit finds it by itself, for all tests.
 * Values that tests plant have {@link #MARK} in them; names, as that of a Pod, are spelt otherwise.
 */
public final class NoValueIsLogged
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    static final String MARK = "c4n4ry";
    private static final int BITS_OF_A_LETTER = 6;
    static final Listening SUITE = new Listening();

    @Override
    public void beforeAll(ExtensionContext context) {
        listen();
    }

    /** Anew each time: what runs in a test may have set up logging. */
    @Override
    public void beforeEach(ExtensionContext context) {
        listen();
    }

    private static void listen() {
        LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        SUITE.listenTo(logging);
        logging.getLogger("dev.nordbox").setLevel(Level.DEBUG);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        SUITE.check();
    }

    /** What threads have logged that outlived their test. */
    @Override
    public void afterAll(ExtensionContext context) {
        SUITE.check();
    }

    static final class Listening extends AppenderBase<ILoggingEvent> {
        private final List<String> marks = marks();
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();

        void listenTo(LoggerContext logging) {
            setContext(logging);
            start();
            logging.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(this); // if it is not there
        }

        @Override
        protected void append(ILoggingEvent event) {
            String line =
                    event.getLoggerName()
                            + " "
                            + event.getFormattedMessage()
                            + event.getKeyValuePairs()
                            + event.getMDCPropertyMap()
                            + ThrowableProxyUtil.asString(event.getThrowableProxy());
            if (marks.stream().anyMatch(line::contains)) {
                heard.add(line);
            }
        }

        void check() {
            List<String> lines = new ArrayList<>();
            for (String line = heard.poll(); line != null; line = heard.poll()) {
                lines.add(line);
            }
            if (!lines.isEmpty()) {
                throw new AssertionError("secret values were logged: " + lines);
            }
        }

        /** As it is, and in Base64, at each of the three places that bytes have there. */
        private static List<String> marks() {
            List<String> marks = new ArrayList<>(List.of(MARK));
            for (int before = 0; before < 3; before++) {
                byte[] bytes = (" ".repeat(before) + MARK + "  ").getBytes(StandardCharsets.UTF_8);
                int from = (before * Byte.SIZE + BITS_OF_A_LETTER - 1) / BITS_OF_A_LETTER;
                int to = (before + MARK.length()) * Byte.SIZE / BITS_OF_A_LETTER;
                marks.add(Base64.getEncoder().encodeToString(bytes).substring(from, to));
            }
            return marks;
        }
    }
}
