package dev.nordbox.installer.config;

/**
 * Keeps pods off the node that do not tolerate it.
 *
 * @param value {@code ""} for none
 * @param effect {@code NoSchedule}, {@code NoExecute} or {@code PreferNoSchedule}
 */
public record Taint(String key, String value, String effect) {

    /** As kubectl writes it: {@code key=value:effect}, or {@code key:effect}. */
    static Taint of(String text) {
        int colon = text.lastIndexOf(':');
        String[] pair = text.substring(0, colon).split("=", 2);
        return new Taint(pair[0], pair.length > 1 ? pair[1] : "", text.substring(colon + 1));
    }

    /** What there can be one of on a node: {@code key:effect}. */
    public String id() {
        return key + ":" + effect;
    }

    /** As kubectl takes it. */
    public String text() {
        return (value.isEmpty() ? key : key + "=" + value) + ":" + effect;
    }
}
