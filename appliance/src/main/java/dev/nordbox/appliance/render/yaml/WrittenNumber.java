package dev.nordbox.appliance.render.yaml;

/**
 * A number as it was written, {@code 1.10} or {@code 1e3}: Go's {@code json.Number}.
 *
 * @param text by JSON's grammar
 */
public record WrittenNumber(String text) {

    /** The nearest double. */
    public double value() {
        return Double.parseDouble(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
