package dev.nordbox.appliance.render.gotemplate;

/** What Go calls the type and the kind of a value. */
final class Types {
    private Types() {}

    /** {@code %T}, and what messages say. An interface says so; bare nil is {@code <nil>}. */
    static String name(Object value) {
        if (value instanceof Iface) {
            return "interface {}";
        } else if (value instanceof String) {
            return "string";
        } else if (value instanceof GoInt number) {
            return number.kind().word();
        } else if (value instanceof Double) {
            return "float64";
        } else if (value instanceof Boolean) {
            return "bool";
        } else if (value instanceof GoMap map) {
            return map.type();
        } else if (value instanceof GoSlice slice) {
            return slice.type();
        } else if (value instanceof GoComplex) {
            return "complex128";
        } else if (value instanceof GoObject object) {
            return object.type();
        }
        return "<nil>";
    }

    /** The type of what a pointer points to; of other values their own. */
    static String pointedTo(Object value) {
        String name = name(value);
        return name.startsWith("*") ? name.substring(1) : name;
    }

    /** {@code reflect.Kind}. */
    static String kind(Object value) {
        if (value instanceof GoMap) {
            return "map";
        } else if (value instanceof GoSlice) {
            return "slice";
        } else if (value instanceof GoObject object) {
            return object.kind();
        } else if (value instanceof GoNil) {
            return "invalid";
        }
        return value instanceof Iface ? "interface" : name(value);
    }
}
