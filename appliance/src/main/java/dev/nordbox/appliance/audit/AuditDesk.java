package dev.nordbox.appliance.audit;

import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.status.Answer.Refusal;
import dev.nordbox.appliance.status.Question;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers {@code GET /audit}: whether the trail is whole, and what is in it. */
public final class AuditDesk {

    private static final int MOST_ENTRIES = 5_000;

    private final AuditLog log;
    private final Clock clock;

    public AuditDesk(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * @param question {@code since}, a time, or {@code within}, a duration as {@code PT2H} back
     *     from now by this machine's clock; {@code application}, for its lines alone; {@code last},
     *     for so many of the newest; everything without any
     */
    public Answer answer(Question question) {
        if (!question.method().equals("GET") || question.path().size() != 1) {
            return Answer.refused(
                    Refusal.NOT_FOUND, "the trail can be read, and nothing else", "GET /audit");
        }
        try {
            Predicate<AuditLine> wanted =
                    since(question)
                            .<Predicate<AuditLine>>map(AuditDesk::notBefore)
                            .orElse(l -> true)
                            .and(of(question.text("application")));
            return Answer.of(document(verified(wanted, most(question))));
        } catch (NumberFormatException e) {
            return Answer.refused(
                    Refusal.INVALID,
                    "'" + question.text("last") + "' is no number of lines",
                    "write one from 1 to " + MOST_ENTRIES);
        } catch (DateTimeException e) {
            return Answer.refused(
                    Refusal.INVALID, "no time: " + e.getMessage(), "write 2026-11-29T12:00:00Z");
        } catch (IOException e) {
            return Answer.refused(
                    Refusal.CONFLICT,
                    "the audit trail cannot be read: " + e.getMessage(),
                    "look at the audit directory below the controller's state directory: is the"
                            + " disk full, does it belong to the controller?");
        }
    }

    private AuditVerdict verified(Predicate<AuditLine> wanted, int most) throws IOException {
        AuditHead before = log.head(); // what is written meanwhile is more, and never less
        AuditVerdict verdict = AuditVerifier.verify(log.files(), before, wanted, most);
        boolean madeRoom = log.head().oldest() != before.oldest();
        return madeRoom && !verdict.problems().isEmpty() ? verified(wanted, most) : verdict;
    }

    private static int most(Question question) {
        String last = question.text("last");
        int most = last.isEmpty() ? MOST_ENTRIES : Integer.parseInt(last);
        if (most < 1) {
            throw new NumberFormatException(last);
        }
        return Math.min(most, MOST_ENTRIES);
    }

    private static Predicate<AuditLine> of(String application) {
        return line -> application.isEmpty() || line.text("application").equals(application);
    }

    private Optional<Instant> since(Question question) {
        if (!question.text("within").isEmpty()) {
            return Optional.of(clock.instant().minus(Duration.parse(question.text("within"))));
        }
        return Optional.of(question.text("since")).filter(t -> !t.isEmpty()).map(Instant::parse);
    }

    /** A line without a readable time is told rather than left out. */
    private static Predicate<AuditLine> notBefore(Instant begin) {
        return line -> {
            try {
                return !Instant.parse(line.text("time")).isBefore(begin);
            } catch (DateTimeException e) {
                return true;
            }
        };
    }

    private static Map<String, Object> document(AuditVerdict verdict) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("whole", verdict.problems().isEmpty());
        document.put("problems", verdict.problems());
        document.put("lines", verdict.lines());
        document.put("firstLine", verdict.first());
        document.put("lastLine", verdict.end().number());
        document.put("lastHash", verdict.end().hash());
        document.put("leftOff", verdict.leftOff());
        document.put("entries", verdict.entries().stream().map(AuditLine::content).toList());
        return document;
    }
}
