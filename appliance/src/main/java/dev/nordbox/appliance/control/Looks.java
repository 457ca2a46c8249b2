package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.threads.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the looks that are due. While this controller may not act they are put off until it may,
 * and nobody asks when that is.
 */
final class Looks {

    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);
    private static final Duration NOT_YET = Duration.ofMillis(250);
    private static final Duration AFTER_A_DEFECT = Duration.ofMinutes(1);

    private final Clock clock;
    private final WorkQueue<AppKey> queue;
    private final Upkeep upkeep;
    private final Leadership leadership;
    private final LiveCache cache;
    private final RootPlace place;
    private final OwnApplications own;
    private final Applications applications;
    private final ApplicationController controller;
    private final Set<AppKey> putOff = ConcurrentHashMap.newKeySet();

    Looks(
            Clock clock,
            WorkQueue<AppKey> queue,
            Upkeep upkeep,
            Leadership leadership,
            LiveCache cache,
            RootPlace place,
            OwnApplications own,
            Applications applications,
            ApplicationController controller) {
        this.clock = clock;
        this.queue = queue;
        this.upkeep = upkeep;
        this.leadership = leadership;
        this.cache = cache;
        this.place = place;
        this.own = own;
        this.applications = applications;
        this.controller = controller;
    }

    /** Takes the next look, if one is due; false when there is none. */
    boolean once() {
        Optional<AppKey> next = queue.poll();
        next.ifPresent(this::look);
        return next.isPresent();
    }

    /** Takes looks until the queue is closed. */
    void forEver() throws InterruptedException {
        Optional<AppKey> next = queue.take();
        while (next.isPresent()) {
            look(next.get());
            next = queue.take();
        }
    }

    private void look(AppKey key) {
        try {
            if (!mayAct()) {
                putOff(key);
            } else if (!isRootKnown()) {
                queue.wake(key, clock.instant().plus(NOT_YET));
            } else if (own.isOwn(key)) {
                controller.look(key);
            }
        } catch (RuntimeException | StackOverflowError e) {
            // One poisonous application must not stop the others.
            LOG.atError().addKeyValue("application", key).setCause(e).log("defect");
            queue.wake(key, clock.instant().plus(AFTER_A_DEFECT));
        } finally {
            queue.done(key);
        }
    }

    private boolean mayAct() {
        return upkeep.ready() && leadership.held();
    }

    /** Whose an Application is depends on the root, too. */
    private boolean isRootKnown() {
        return cache.knows(Application.KIND) && cache.object(place.key().resource()).isPresent();
    }

    private void putOff(AppKey key) {
        putOff.add(key);
        if (mayAct()) {
            takeUp(); // it came in between
        }
    }

    private void takeUp() {
        for (AppKey key : Set.copyOf(putOff)) {
            putOff.remove(key);
            queue.add(key);
        }
    }

    /** This controller may act again: others may have acted meanwhile. */
    void goOn() {
        takeUp();
        all();
    }

    /** Every application is to be looked at again. */
    void all() {
        applications.all().forEach(state -> queue.add(state.key));
    }

    /** No look is due, under way, or put off. */
    boolean idle() {
        return putOff.isEmpty() && queue.idle();
    }
}
