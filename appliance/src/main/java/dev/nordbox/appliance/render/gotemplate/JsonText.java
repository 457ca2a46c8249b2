package dev.nordbox.appliance.render.gotemplate;

import java.util.Map;

/** Values as Go's {@code encoding/json} writes them: keys in order, floats as ECMAScript does. */
final class JsonText {
    private static final double TOO_LARGE_FOR_PLAIN = 1e21;
    private static final double TOO_SMALL_FOR_PLAIN = 1e-6;

    private final Meter meter;
    private final JsonStyle style;
    private final Text out;

    private JsonText(Meter meter, JsonStyle style) {
        this.meter = meter;
        this.style = style;
        this.out = new Text(meter);
    }

    static String write(Meter meter, Object value, JsonStyle style) {
        JsonText text = new JsonText(meter, style);
        text.value(value, 1);
        return text.out.toString();
    }

    private void value(Object value, int depth) {
        meter.enter();
        if (value instanceof GoMap map && !map.isNil()) {
            map(map, depth);
        } else if (value instanceof GoSlice slice && !slice.nil()) {
            slice(slice, depth);
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof GoInt number) {
            out.add(number.digits());
        } else if (value instanceof Double number) {
            out.add(number(number));
        } else if (value instanceof Boolean truth) {
            out.add(truth.toString());
        } else if (value instanceof GoComplex) {
            throw Failure.plain("json: unsupported type: complex128");
        } else if (value instanceof GoTime time) {
            string(time.rfc3339());
        } else if (value instanceof GoObject object) {
            string(object.printed());
        } else {
            out.add("null");
        }
        meter.leave();
    }

    private void map(GoMap map, int depth) {
        out.add("{");
        boolean first = true;
        for (Map.Entry<String, Object> entry : map.entries().entrySet()) {
            out.add(first ? "" : ",");
            first = false;
            line(depth);
            string(entry.getKey());
            out.add(style == JsonStyle.INDENTED ? ": " : ":");
            value(entry.getValue(), depth + 1);
        }
        if (!first) {
            line(depth - 1);
        }
        out.add("}");
    }

    private void slice(GoSlice slice, int depth) {
        out.add("[");
        for (int i = 0; i < slice.size(); i++) {
            out.add(i == 0 ? "" : ",");
            line(depth);
            value(slice.get(i), depth + 1);
        }
        if (slice.size() > 0) {
            line(depth - 1);
        }
        out.add("]");
    }

    private void line(int depth) {
        if (style == JsonStyle.INDENTED) {
            out.add("\n").repeat("  ", depth);
        }
    }

    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw Failure.plain("json: unsupported value: " + FloatText.general(value));
        }
        double size = Math.abs(value);
        boolean plain = size == 0 || size >= TOO_SMALL_FOR_PLAIN && size < TOO_LARGE_FOR_PLAIN;
        if (plain) {
            return FloatText.format(value, 'f', FloatText.SHORTEST);
        }
        return FloatText.format(value, 'e', FloatText.SHORTEST).replaceFirst("e-0(\\d)$", "e-$1");
    }

    private void string(String text) {
        out.add('"');
        for (int i = 0; i < text.length(); i += Runes.width(text, i)) {
            char c = text.charAt(i);
            if (c < 0x80) {
                ascii(c);
            } else if (Runes.isBroken(text, i)) {
                out.add("\\ufffd");
            } else if (Runes.at(text, i) == 0x2028 || Runes.at(text, i) == 0x2029) {
                out.add("\\u").add(Integer.toHexString(Runes.at(text, i)));
            } else {
                out.add(text.substring(i, i + Runes.width(text, i)));
            }
        }
        out.add('"');
    }

    private void ascii(char c) {
        switch (c) {
            case '"', '\\' -> out.add('\\').add(c);
            case '\b' -> out.add("\\b");
            case '\f' -> out.add("\\f");
            case '\n' -> out.add("\\n");
            case '\r' -> out.add("\\r");
            case '\t' -> out.add("\\t");
            default -> {
                boolean html = style != JsonStyle.RAW && (c == '<' || c == '>' || c == '&');
                if (c < 0x20 || html) {
                    out.add("\\u00").add(Character.forDigit(c >> 4, 16));
                    out.add(Character.forDigit(c & 15, 16));
                } else {
                    out.add(c);
                }
            }
        }
    }
}
