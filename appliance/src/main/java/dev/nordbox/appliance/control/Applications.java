package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.LiveObject;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All applications there are, and what is remembered of each. Thread safe. */
final class Applications {

    private final Clock clock;
    private final Map<AppKey, AppState> states = new ConcurrentHashMap<>();
    private final Map<String, AppKey> byId = new ConcurrentHashMap<>();

    Applications(Clock clock) {
        this.clock = clock;
    }

    AppState of(AppKey key, LiveObject object) {
        byId.put(key.id(), key);
        return states.compute(
                key,
                (k, known) ->
                        known != null && known.object.uid().equals(object.uid())
                                ? known
                                : new AppState(k, object, new RevertPace(clock)));
    }

    Optional<AppKey> named(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<AppState> known(AppKey key) {
        return Optional.ofNullable(states.get(key));
    }

    Optional<AppState> firstOf(Collection<String> ids) {
        return ids.stream()
                .flatMap(id -> named(id).stream())
                .flatMap(key -> known(key).stream())
                .findFirst();
    }

    Collection<AppState> all() {
        return states.values();
    }

    void forget(AppKey key) {
        states.remove(key);
        byId.remove(key.id());
    }
}
