package dev.nordbox.appliance.render.gotemplate;

import java.util.List;
import java.util.Map;

/** Any value under any verb, as Go's {@code fmt} prints it. */
final class Printer {
    private static final String NIL = "<nil>";

    private final Meter meter;
    private final Text out;
    private final Formatter formatter;
    private boolean erring;

    Printer(Meter meter) {
        this.meter = meter;
        this.out = new Text(meter);
        this.formatter = new Formatter(out);
    }

    /** {@code fmt.Sprint}: spaces between neighbours neither of which is a string. */
    static String print(Meter meter, List<Object> values) {
        Printer printer = new Printer(meter);
        for (int i = 0; i < values.size(); i++) {
            boolean apart =
                    i > 0
                            && !(values.get(i) instanceof String)
                            && !(values.get(i - 1) instanceof String);
            printer.out.add(apart ? " " : "");
            printer.argument(values.get(i), 'v');
        }
        return printer.out.toString();
    }

    /** {@code fmt.Sprintln}. */
    static String printLine(Meter meter, List<Object> values) {
        Printer printer = new Printer(meter);
        for (int i = 0; i < values.size(); i++) {
            printer.out.add(i > 0 ? " " : "");
            printer.argument(values.get(i), 'v');
        }
        return printer.out.add("\n").toString();
    }

    /** {@code %v}. */
    static String print(Meter meter, Object value) {
        if (value instanceof String text) {
            return text;
        }
        return print(meter, List.of(value));
    }

    Text out() {
        return out;
    }

    Formatter formatter() {
        return formatter;
    }

    /** A value as it was handed over; bare nil is {@link GoNil#INVALID}. */
    void argument(Object value, int verb) {
        if (value == GoNil.INVALID) {
            if (verb == 'v' || verb == 'T') {
                formatter.pad(NIL);
            } else {
                badVerb(verb, value);
            }
        } else if (verb == 'T') {
            formatter.string(Types.name(value), 's');
        } else if (verb == 'w' && isContainer(value) && !erring) {
            badVerb(verb, value);
        } else {
            value(value, verb);
        }
    }

    private static boolean isContainer(Object value) {
        return value instanceof GoMap || value instanceof GoSlice || value instanceof GoObject;
    }

    private void value(Object value, int verb) {
        meter.enter();
        if (verb == 'p' && isContainer(value)) {
            throw Failure.plain("%p is refused: it prints an address, another one each time");
        }
        if (value instanceof GoMap map) {
            map(map, verb);
        } else if (value instanceof GoSlice slice) {
            slice(slice, verb);
        } else if (value instanceof Iface iface && iface.isNil()) {
            out.add(formatter.flags().sharpV ? "interface {}(nil)" : NIL);
        } else if (value instanceof Iface iface) {
            value(iface.value(), verb);
        } else if (!simple(value, verb)) {
            badVerb(verb, value);
        }
        meter.leave();
    }

    private boolean simple(Object value, int verb) {
        if (value instanceof String text) {
            return formatter.string(text, verb);
        } else if (value instanceof GoInt number) {
            return formatter.integer(number, verb);
        } else if (value instanceof Boolean truth) {
            return formatter.bool(truth, verb);
        } else if (value instanceof Double number) {
            return formatter.real(number, verb);
        } else if (value instanceof GoComplex number) {
            return formatter.complex(number, verb);
        } else if (value instanceof GoObject object) {
            return formatter.string(object.printed(), verb);
        }
        return false;
    }

    private void map(GoMap map, int verb) {
        boolean source = formatter.flags().sharpV;
        if (source && map.isNil()) {
            out.add(map.type()).add("(nil)");
            return;
        }
        out.add(source ? map.type() + "{" : "map[");
        boolean first = true;
        for (Map.Entry<String, Object> entry : map.entries().entrySet()) {
            out.add(first ? "" : source ? ", " : " ");
            first = false;
            value(entry.getKey(), verb);
            out.add(":");
            value(map.element(entry.getValue()), verb);
        }
        out.add(source ? "}" : "]");
    }

    private void slice(GoSlice slice, int verb) {
        boolean source = formatter.flags().sharpV;
        if (source && slice.nil()) {
            out.add(slice.type()).add("(nil)");
            return;
        }
        out.add(source ? slice.type() + "{" : "[");
        for (int i = 0; i < slice.size(); i++) {
            out.add(i == 0 ? "" : source ? ", " : " ");
            value(slice.element(i), verb);
        }
        out.add(source ? "}" : "]");
    }

    /** {@code %!d(string=x)} */
    private void badVerb(int verb, Object value) {
        erring = true;
        out.add("%!").add(Runes.of(verb)).add("(");
        if (value == GoNil.INVALID) {
            out.add(NIL);
        } else {
            out.add(Types.name(value)).add("=");
            argument(value, 'v');
        }
        out.add(")");
        erring = false;
    }
}
