package dev.nordbox.appliance.render.gotemplate;

/** What counts as true, and what Sprig counts as empty: each is the other's opposite. */
final class Truth {
    private Truth() {}

    static boolean of(Object value) {
        Object bare = Iface.strip(value);
        if (bare instanceof String text) {
            return !text.isEmpty();
        } else if (bare instanceof Boolean truth) {
            return truth;
        } else if (bare instanceof GoInt number) {
            return number.value() != 0;
        } else if (bare instanceof Double number) {
            return number != 0;
        } else if (bare instanceof GoMap map) {
            return map.size() > 0;
        } else if (bare instanceof GoSlice slice) {
            return slice.size() > 0;
        } else if (bare instanceof GoComplex number) {
            return !number.isZero();
        }
        return bare instanceof GoObject;
    }

    static boolean isEmpty(Object value) {
        return !of(value);
    }
}
