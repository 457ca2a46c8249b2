package dev.nordbox.appliance.render.gotemplate;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A map of Go with string keys. Shared and changed in place, as Go's are ({@code set}, {@code
 * merge}). Kept in the order of its keys' bytes, in which templates range over it and print it.
 */
final class GoMap {
    private final boolean ofStrings;
    private final boolean nil;
    private final TreeMap<String, Object> entries = new TreeMap<>();

    private GoMap(boolean ofStrings, boolean nil) {
        this.ofStrings = ofStrings;
        this.nil = nil;
    }

    /** {@code map[string]interface {}} */
    static GoMap ofAny() {
        return new GoMap(false, false);
    }

    /** {@code map[string]string} */
    static GoMap ofStrings() {
        return new GoMap(true, false);
    }

    /** A map that is not there, of type {@code map[string]interface {}}: reads as empty. */
    static GoMap nil() {
        return new GoMap(false, true);
    }

    boolean isNil() {
        return nil;
    }

    boolean isOfStrings() {
        return ofStrings;
    }

    String type() {
        return ofStrings ? "map[string]string" : "map[string]interface {}";
    }

    int size() {
        return entries.size();
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The bare value, nil of an interface being {@link GoNil#INVALID}. */
    Optional<Object> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    GoMap put(String key, Object value) {
        if (nil) {
            throw Failure.plain("assignment to entry in nil map");
        }
        entries.put(key, value);
        return this;
    }

    void remove(String key) {
        entries.remove(key);
    }

    /** An element as Go's {@code reflect} gives it. */
    Object element(Object value) {
        return ofStrings ? value : new Iface(value);
    }

    /** What a missing key reads as where Go gives the zero value. */
    Object zero() {
        return ofStrings ? "" : Iface.NIL;
    }

    /** A view in the order of the keys. */
    Map<String, Object> entries() {
        return entries;
    }

    /** As it is now: what is put while ranging over it is not seen. */
    Map<String, Object> snapshot() {
        return new TreeMap<>(entries);
    }
}
