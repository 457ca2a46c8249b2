package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Requests;
import dev.nordbox.appliance.compare.Judgements;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Fresh looks that somebody asks for. One is taken when every repository of the application, and
 * the root that defines it, has been asked since and has answered or failed: what the status says
 * then is what Git says.
 */
final class Refreshes {

    private static final Duration UNTIL_THEY_ANSWER = Duration.ofMillis(250);

    private final Judgements judgements;
    private final Sources sources;
    private final DeletionsDue due;
    private final Clock clock;
    private volatile Supplier<BooleanSupplier> root = () -> () -> true;

    Refreshes(Judgements judgements, Sources sources, DeletionsDue due, Clock clock) {
        this.judgements = judgements;
        this.sources = sources;
        this.due = due;
        this.clock = clock;
    }

    /**
     * @param ask asks the root's repository; says whether that has been answered
     */
    void rootIsAskedBy(Supplier<BooleanSupplier> ask) {
        root = ask;
    }

    /** What a look finds that begins now. */
    enum Found {
        /** Nobody asks for a fresh look. */
        NOT_ASKED,
        /** It is no fresh one yet. */
        NOT_YET,
        FRESH
    }

    /** One request is granted once, however long it stays on the Application. */
    Found at(AppState state) {
        Requests requests = state.application().requests();
        Optional<String> asked =
                requests.refresh().map(how -> how + " at " + requests.refreshTimestamp());
        if (asked.isPresent() && !asked.equals(state.refreshed)) {
            state.refreshAnswered = ask(state);
            if (requests.refresh().equals(Optional.of(Requests.Refresh.HARD))) {
                forget(state);
            }
        }
        state.refreshed = asked;
        return asked.isEmpty()
                ? Found.NOT_ASKED
                : state.refreshAnswered.getAsBoolean() ? Found.FRESH : Found.NOT_YET;
    }

    Instant nextLook() {
        return clock.instant().plus(UNTIL_THEY_ANSWER);
    }

    private BooleanSupplier ask(AppState state) {
        List<BooleanSupplier> asked = new ArrayList<>(sources.askNow(state));
        asked.add(root.get());
        return () -> asked.stream().allMatch(BooleanSupplier::getAsBoolean);
    }

    private void forget(AppState state) {
        state.level.ifPresent(level -> level.verdicts().keySet().forEach(judgements::forget));
        state.desires = Optional.empty();
        due.doubt(state.key); // a render that is remembered wrongly goes, too
    }
}
