package dev.nordbox.appliance.render.gotemplate;

import java.util.Map;
import java.util.Optional;

/** {@code merge}: maps into maps; an empty value counts as one that is not there. */
final class Merge {
    private Merge() {}

    static void into(Meter meter, GoMap target, GoMap source, boolean overwrite) {
        meter.enter();
        for (Map.Entry<String, Object> entry : source.snapshot().entrySet()) {
            meter.step();
            entry(meter, target, entry.getKey(), entry.getValue(), overwrite);
        }
        meter.leave();
    }

    private static void entry(
            Meter meter, GoMap target, String key, Object value, boolean overwrite) {
        Optional<Object> present = target.get(key);
        if (value == GoNil.INVALID) {
            if (overwrite) {
                target.put(key, value);
            }
            return;
        }
        boolean mapsBoth =
                value instanceof GoMap
                        && present.isPresent()
                        && present.get() instanceof GoMap inner
                        && !inner.isNil();
        if (mapsBoth) {
            into(meter, (GoMap) present.get(), (GoMap) value, overwrite);
        }
        boolean filled = present.isPresent() && Truth.of(present.get());
        if (mapsBoth && filled) {
            return;
        }
        if (value instanceof GoSlice && filled && !overwrite) {
            return;
        }
        if (overwrite || !filled) {
            target.put(key, value);
        }
    }
}
