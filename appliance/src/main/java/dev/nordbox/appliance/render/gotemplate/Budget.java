package dev.nordbox.appliance.render.gotemplate;

import java.time.Duration;

/**
 * What one execution may cost. More than that ends it with a {@link TemplateException} that says
 * which limit it was.
 *
 * @param steps nodes evaluated, elements visited, and one for every 16 bytes a function makes:
 *     bounds the work and the memory
 * @param depth templates in templates and nested blocks and pipelines, counted together
 * @param bytes of the output, and of any one string on the way there
 * @param time by the clock; looked at every few hundred steps
 */
public record Budget(long steps, int depth, int bytes, Duration time) {
    /** Generous for a Secret or a manifest: a million steps, 1 MiB, two seconds. */
    public static final Budget DEFAULT =
            new Budget(1_000_000, 1_000, 1 << 20, Duration.ofSeconds(2));

    public Budget {
        if (steps < 1 || depth < 1 || bytes < 1 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a budget has to allow something");
        }
    }
}
