package dev.nordbox.appliance.render.gotemplate;

/**
 * A value seen as Go's {@code interface {}}: what a list or map of anything holds, what a function
 * returns that may return anything. Messages and nil tell it from the value itself.
 *
 * @param value {@link GoNil#INVALID} for a nil interface
 */
record Iface(Object value) {
    static final Iface NIL = new Iface(GoNil.INVALID);

    boolean isNil() {
        return value == GoNil.INVALID;
    }

    /** The value without the interface around it, if there is one. */
    static Object strip(Object value) {
        return value instanceof Iface iface ? iface.value : value;
    }
}
