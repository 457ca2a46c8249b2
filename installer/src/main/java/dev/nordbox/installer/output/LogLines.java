package dev.nordbox.installer.output;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what is logged to a stream, with secrets masked. */
final class LogLines {
    /** They tell at INFO what every run does anyway. */
    private static final List<String> CHATTY =
            List.of("org.apache.sshd", "org.eclipse.jgit", "io.fabric8");

    /** Of the clusters that a controller has; one without a name is no news. */
    private static final String CLUSTER = "%replace( cluster=%X{cluster}){' cluster=$', ''}";

    private LogLines() {}

    /**
     * @param pattern of logback, without the message, its key-value pairs and the line's end
     * @return stops the sending
     */
    static Runnable to(OutputStream stream, String pattern, Redactor redactor, boolean verbose) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder(context, pattern + " %msg %kvp" + CLUSTER + "%n", redactor));
        appender.setOutputStream(stream);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        CHATTY.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        context.getLogger("dev.nordbox").setLevel(verbose ? Level.DEBUG : Level.INFO);
        return () -> {
            context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(appender);
            appender.stop();
        };
    }

    private static LayoutWrappingEncoder<ILoggingEvent> encoder(
            LoggerContext context, String pattern, Redactor redactor) {
        PatternLayout layout =
                new PatternLayout() {
                    @Override
                    public String doLayout(ILoggingEvent event) {
                        return redactor.redact(super.doLayout(event));
                    }
                };
        layout.setContext(context);
        layout.setPattern(pattern);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }
}
