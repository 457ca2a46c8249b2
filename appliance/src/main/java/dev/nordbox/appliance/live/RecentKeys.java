package dev.nordbox.appliance.live;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets its eldest entry when it is full. */
final class RecentKeys<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    RecentKeys(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
