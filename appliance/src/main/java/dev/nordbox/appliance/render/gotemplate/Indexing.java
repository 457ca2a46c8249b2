package dev.nordbox.appliance.render.gotemplate;

import java.util.List;

/** {@code index}, {@code slice} and {@code len} of {@code text/template}. */
final class Indexing {
    private Indexing() {}

    static Object index(Object value, List<Object> indexes) {
        Object item = Iface.strip(value);
        if (item == GoNil.INVALID) {
            throw Failure.plain("index of untyped nil");
        }
        Object result = item;
        for (Object index : indexes) {
            if (result instanceof Iface iface && iface.isNil()) {
                throw Failure.plain("index of nil pointer");
            }
            result = element(Iface.strip(result), Iface.strip(index));
        }
        return result;
    }

    private static Object element(Object item, Object index) {
        if (item instanceof String text) {
            int i = position(index, text.length());
            if (i == text.length()) {
                throw Failure.plain("reflect: string index out of range");
            }
            return GoInt.ofByte(text.charAt(i));
        } else if (item instanceof GoSlice slice) {
            int i = position(index, slice.size());
            if (i == slice.size()) {
                throw Failure.plain("reflect: slice index out of range");
            }
            return slice.element(i);
        } else if (item instanceof GoMap map) {
            if (index == GoNil.INVALID) {
                throw Failure.plain("value is nil; should be of type string");
            }
            if (!(index instanceof String key)) {
                throw Failure.plain("value has type " + Types.name(index) + "; should be string");
            }
            return map.get(key).map(map::element).orElseGet(map::zero);
        }
        throw Failure.plain("can't index item of type " + Types.pointedTo(item));
    }

    private static int position(Object index, int most) {
        if (index == GoNil.INVALID) {
            throw Failure.plain("cannot index slice/array with nil");
        }
        if (!(index instanceof GoInt number)) {
            throw Failure.plain("cannot index slice/array with type " + Types.name(index));
        }
        if (number.value() < 0 || number.value() > most) {
            throw Failure.revealing("index out of range: " + number.value(), "index out of range");
        }
        return (int) number.value();
    }

    static Object slice(Object value, List<Object> indexes) {
        Object item = Iface.strip(value);
        if (item == GoNil.INVALID) {
            throw Failure.plain("slice of untyped nil");
        }
        if (indexes.size() > 3) {
            throw Failure.plain("too many slice indexes: " + indexes.size());
        }
        if (item instanceof String && indexes.size() == 3) {
            throw Failure.plain("cannot 3-index slice a string");
        }
        int length;
        if (item instanceof String text) {
            length = text.length();
        } else if (item instanceof GoSlice slice) {
            length = slice.size();
        } else {
            throw Failure.plain("can't slice item of type " + Types.pointedTo(item));
        }
        int[] bounds = {0, length, length};
        for (int i = 0; i < indexes.size(); i++) {
            bounds[i] = position(Iface.strip(indexes.get(i)), length);
        }
        requireOrder(bounds[0], bounds[1]);
        requireOrder(bounds[1], bounds[2]);
        return item instanceof String text
                ? text.substring(bounds[0], bounds[1])
                : ((GoSlice) item).slice(bounds[0], bounds[1]);
    }

    private static void requireOrder(int low, int high) {
        if (low > high) {
            throw Failure.plain("invalid slice index: " + low + " > " + high);
        }
    }

    static GoInt length(Object value) {
        if (value instanceof Iface iface && iface.isNil()) {
            throw Failure.plain("len of nil pointer");
        }
        Object item = Iface.strip(value);
        if (item instanceof String text) {
            return GoInt.of(text.length());
        } else if (item instanceof GoSlice slice) {
            return GoInt.of(slice.size());
        } else if (item instanceof GoMap map) {
            return GoInt.of(map.size());
        } else if (item == GoNil.INVALID) {
            throw Failure.plain("reflect: call of reflect.Value.Type on zero Value");
        }
        throw Failure.plain("len of type " + Types.pointedTo(item));
    }
}
