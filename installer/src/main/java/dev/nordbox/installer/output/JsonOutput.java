package dev.nordbox.installer.output;

import dev.nordbox.installer.output.Event.Failed;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code -o json}: one event a line, {@code {"time":…,"event":"phase-finished",…}}. */
public final class JsonOutput implements Output {
    private final PrintStream stream;
    private final Clock clock;
    private final Redactor redactor;

    public JsonOutput(PrintStream stream, Clock clock, Redactor redactor) {
        this.stream = stream;
        this.clock = clock;
        this.redactor = redactor;
    }

    @Override
    public synchronized void tell(Event event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", clock.instant());
        fields.put("event", name(event));
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            fields.put(component.getName(), plain(value(component, event)));
        }
        if (event instanceof Failed failed) {
            fields.put("exit", failed.exitCode().name());
        }
        stream.println(JsonLines.of(fields));
        stream.flush();
    }

    /** {@code PhaseFinished} is {@code phase-finished}. */
    private static String name(Event event) {
        return event.getClass()
                .getSimpleName()
                .replaceAll("(?<=.)([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
    }

    private static Object value(RecordComponent component, Event event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Redacted before it is escaped: a mask must not swallow a closing quote. */
    private Object plain(Object value) {
        if (value instanceof ExitCode code) {
            return code.number();
        }
        if (value instanceof Problem problem) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("what", redactor.redact(problem.what()));
            fields.put("where", redactor.redact(problem.where()));
            fields.put("fix", redactor.redact(problem.remedy()));
            return fields;
        }
        if (value instanceof List<?> items) {
            return items.stream().map(this::plain).toList();
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(this::plain);
        }
        return value instanceof String text ? redactor.redact(text) : value;
    }
}
