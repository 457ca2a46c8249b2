package dev.nordbox.appliance.render.gotemplate;

import java.util.Map;
import java.util.Optional;

/** {@code reflect.DeepEqual}: same types all the way down, and a nil is not an empty one. */
final class DeepEqual {
    private DeepEqual() {}

    static boolean test(Meter meter, Object left, Object right) {
        meter.enter();
        boolean equal = equal(meter, left, right);
        meter.leave();
        return equal;
    }

    private static boolean equal(Meter meter, Object left, Object right) {
        if (!Types.name(left).equals(Types.name(right))) {
            return false;
        }
        if (left instanceof GoMap a && right instanceof GoMap b) {
            return a == b || a.isNil() == b.isNil() && a.size() == b.size() && same(meter, a, b);
        } else if (left instanceof GoSlice a && right instanceof GoSlice b) {
            if (a.nil() != b.nil() || a.size() != b.size()) {
                return false;
            }
            boolean same = true;
            for (int i = 0; same && i < a.size(); i++) {
                same = test(meter, a.get(i), b.get(i));
            }
            return same;
        } else if (left instanceof Double a && right instanceof Double b) {
            return a.doubleValue() == b.doubleValue();
        }
        return left.equals(right);
    }

    private static boolean same(Meter meter, GoMap a, GoMap b) {
        for (Map.Entry<String, Object> entry : a.entries().entrySet()) {
            Optional<Object> other = b.get(entry.getKey());
            if (other.isEmpty() || !test(meter, entry.getValue(), other.get())) {
                return false;
            }
        }
        return true;
    }
}
