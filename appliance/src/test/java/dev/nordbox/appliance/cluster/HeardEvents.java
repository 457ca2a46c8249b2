package dev.nordbox.appliance.cluster;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Notes what a watch tells, in short: {@code listed a b}, {@code changed a 8}. */
final class HeardEvents implements ObjectListener {

    private final String namespace;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> reasons = new CopyOnWriteArrayList<>();
    private final Set<String> trips = ConcurrentHashMap.newKeySet();
    private final Set<String> overflows = ConcurrentHashMap.newKeySet();

    /** Of all objects. */
    HeardEvents() {
        this("");
    }

    /** Of the objects of one namespace that a test has made. */
    HeardEvents(String namespace) {
        this.namespace = namespace;
    }

    List<String> events() {
        return List.copyOf(events);
    }

    /** Why it was interrupted, each time. */
    List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** Throws when it hears this for the first time. */
    HeardEvents tripOver(String event) {
        trips.add(event);
        return this;
    }

    /** Runs out of stack when it hears this for the first time. */
    HeardEvents overflowAt(String event) {
        overflows.add(event);
        return this;
    }

    @Override
    public boolean wants(ResourceKey key) {
        boolean elsewhere = !namespace.isEmpty() && !key.namespace().equals(namespace);
        return !elsewhere
                && !key.name().startsWith("unwanted")
                && !key.name().equals("kube-root-ca.crt");
    }

    @Override
    public void listed(List<LiveObject> objects) {
        note(
                objects.stream()
                        .map(object -> " " + object.key().name())
                        .collect(Collectors.joining("", "listed", "")));
    }

    @Override
    public void changed(LiveObject object) {
        note("changed " + object.key().name() + " " + object.resourceVersion());
    }

    @Override
    public void deleted(LiveObject object) {
        note("deleted " + object.key().name() + " " + object.resourceVersion());
    }

    @Override
    public void interrupted(String why) {
        reasons.add(why);
        note("interrupted");
    }

    private void note(String event) {
        events.add(event);
        if (overflows.remove(event)) {
            throw new StackOverflowError("at: " + event);
        }
        if (trips.remove(event)) {
            throw new IllegalStateException("tripped over: " + event);
        }
    }
}
