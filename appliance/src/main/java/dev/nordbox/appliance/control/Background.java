package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.SyncOptions;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.compare.Comparison;
import dev.nordbox.appliance.compare.Judgements;
import dev.nordbox.appliance.compare.Words;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.ignore.Normaliser;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.live.LiveEntry;
import dev.nordbox.appliance.sync.Step;
import dev.nordbox.appliance.sync.StepOutcome;
import dev.nordbox.appliance.sync.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what takes the API server's time, beside the looks: one batch of an application at a time,
 * the requests of a batch in parallel. One that hangs holds up its own application alone.
 */
final class Background {

    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    /** So that an application of a thousand objects leaves room for the others. */
    private static final int REQUESTS_OF_ONE = 8;

    private final Cluster cluster;
    private final LiveCache cache;
    private final Comparison comparison;
    private final Judgements judgements;
    private final Effects effects;
    private final Executor batches;
    private final Executor requests;

    Background(
            Cluster cluster,
            LiveCache cache,
            Comparison comparison,
            Judgements judgements,
            Effects effects,
            Executor batches,
            Executor requests) {
        this.cluster = cluster;
        this.cache = cache;
        this.comparison = comparison;
        this.judgements = judgements;
        this.effects = effects;
        this.batches = batches;
        this.requests = requests;
    }

    /** Runs work in the background; a defect in it is told like any other trouble. */
    void run(AppState state, Runnable work, Consumer<Throwable> defect) {
        state.departed();
        batches.execute(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException | StackOverflowError e) {
                        LOG.atError()
                                .addKeyValue("application", state.key)
                                .setCause(e)
                                .log("defect");
                        defect.accept(e);
                    }
                });
    }

    /**
     * Asks the server about all of these.
     *
     * @return why it cannot be asked now; empty when every one has a verdict
     */
    Optional<String> judge(List<Target> targets, Normaliser ignored, SyncOptions options) {
        Map<Target, String> silent = new HashMap<>();
        parallel(targets, target -> judged(target, ignored, options))
                .forEach((target, silence) -> silence.ifPresent(why -> silent.put(target, why)));
        if (silent.isEmpty()) {
            return Optional.empty();
        }
        if (silent.size() == targets.size() && !answers()) {
            return silent.values().stream().findFirst();
        }
        // It answers others: what it does not answer is about this object.
        silent.forEach(this::noteSilence);
        return Optional.empty();
    }

    private void noteSilence(Target target, String why) {
        Optional<LiveEntry> live = cache.get(target.key());
        judgements.note(
                target,
                live.map(LiveEntry::uid).orElse(""),
                live.flatMap(LiveEntry::applied),
                new Verdict(Verdict.Kind.REFUSED_FOR_NOW, Words.of(why)));
    }

    private Optional<String> judged(Target target, Normaliser ignored, SyncOptions options) {
        try {
            comparison.judge(target, ignored, options.replaces(target.options()));
            return Optional.empty();
        } catch (ApiUnavailable e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Rank by rank; what the server does not answer ends it, unless it answers others. */
    List<StepOutcome> perform(List<List<Step>> ranks, Cause cause) {
        List<StepOutcome> outcomes = new ArrayList<>();
        for (List<Step> rank : ranks) {
            List<StepOutcome> ofRank =
                    new ArrayList<>(parallel(rank, step -> effects.take(step, cause)).values());
            boolean silent = ofRank.stream().anyMatch(StepOutcome.NoAnswer.class::isInstance);
            boolean all = ofRank.stream().allMatch(StepOutcome.NoAnswer.class::isInstance);
            if (silent && all && !answers()) {
                outcomes.addAll(ofRank);
                return outcomes;
            }
            ofRank.stream().map(Background::ofTheObject).forEach(outcomes::add);
        }
        return outcomes;
    }

    private static StepOutcome ofTheObject(StepOutcome outcome) {
        return outcome instanceof StepOutcome.NoAnswer silent
                ? new StepOutcome.Refused(silent.task(), Words.of(silent.message()))
                : outcome;
    }

    private boolean answers() {
        try {
            cluster.servedKinds();
            return true;
        } catch (ClusterException e) {
            return false;
        }
    }

    private <A, B> Map<A, B> parallel(List<A> items, Function<A, B> work) {
        Map<A, B> done = new java.util.LinkedHashMap<>();
        for (int from = 0; from < items.size(); from += REQUESTS_OF_ONE) {
            List<A> some = items.subList(from, Math.min(items.size(), from + REQUESTS_OF_ONE));
            List<CompletableFuture<B>> futures =
                    some.stream()
                            .map(
                                    item ->
                                            CompletableFuture.supplyAsync(
                                                    () -> work.apply(item), requests))
                            .toList();
            for (int i = 0; i < some.size(); i++) {
                done.put(some.get(i), futures.get(i).join());
            }
        }
        return done;
    }
}
