package dev.nordbox.appliance.render.gotemplate;

import java.util.List;

/** {@code fmt.Sprintf}: verbs, flags, width and precision, argument numbers, and its complaints. */
final class Printf {
    private static final int LARGEST = 1_000_000;

    private final Printer printer;
    private final Text out;
    private final String format;
    private final List<Object> arguments;
    private int at;
    private int next;
    private boolean reordered;
    private boolean goodNumber;
    private boolean afterNumber;

    private Printf(Meter meter, String format, List<Object> arguments) {
        this.printer = new Printer(meter);
        this.out = printer.out();
        this.format = format;
        this.arguments = arguments;
    }

    static String format(Meter meter, String format, List<Object> arguments) {
        return new Printf(meter, format, arguments).run();
    }

    private String run() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            int end = percent < 0 ? format.length() : percent;
            out.add(format.substring(at, end));
            at = end + 1;
            if (percent >= 0) {
                directive();
            }
        }
        if (!reordered && next < arguments.size()) {
            extraArguments();
        }
        return out.toString();
    }

    private void directive() {
        Flags flags = new Flags();
        goodNumber = true;
        afterNumber = false;
        while (at < format.length() && flags.take(format.charAt(at))) {
            at++;
        }
        argumentNumber();
        width(flags);
        precision(flags);
        if (!afterNumber) {
            argumentNumber();
        }
        printer.formatter().use(flags);
        if (at >= format.length()) {
            out.add("%!(NOVERB)");
            return;
        }
        int verb = Runes.at(format, at);
        at += Runes.width(format, at);
        if (verb == '%') {
            out.add("%");
        } else if (!goodNumber) {
            out.add("%!").add(Runes.of(verb)).add("(BADINDEX)");
        } else if (next >= arguments.size()) {
            out.add("%!").add(Runes.of(verb)).add("(MISSING)");
        } else {
            flags.forVerb(verb);
            printer.argument(arguments.get(next++), verb);
        }
    }

    private void width(Flags flags) {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            flags.width = fromArgument();
            if (flags.width == Integer.MIN_VALUE) {
                flags.width = Flags.ABSENT;
                out.add("%!(BADWIDTH)");
            } else if (flags.width < 0) {
                flags.width = -flags.width;
                flags.minus = true;
                flags.zero = false;
            }
            afterNumber = false;
            return;
        }
        flags.width = number();
        if (afterNumber && flags.width != Flags.ABSENT) {
            goodNumber = false;
        }
    }

    private void precision(Flags flags) {
        if (at + 1 > format.length() - 1 || format.charAt(at) != '.') {
            return;
        }
        at++;
        if (afterNumber) {
            goodNumber = false;
        }
        argumentNumber();
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            flags.precision = fromArgument();
            if (flags.precision < 0) {
                flags.precision = Flags.ABSENT;
                out.add("%!(BADPREC)");
            }
            afterNumber = false;
            return;
        }
        flags.precision = Math.max(0, number());
    }

    /** An argument as width or precision; {@code MIN_VALUE} if it cannot be one. */
    private int fromArgument() {
        if (next >= arguments.size()) {
            return Integer.MIN_VALUE;
        }
        Object value = arguments.get(next++);
        boolean fits =
                value instanceof GoInt number
                        && number.value() >= -LARGEST
                        && number.value() <= LARGEST;
        return fits ? (int) ((GoInt) value).value() : Integer.MIN_VALUE;
    }

    /** Digits; one that is too large swallows the rest of the format, as in Go. */
    private int number() {
        int value = Flags.ABSENT;
        while (at < format.length() && Lexer.isAsciiDigit(format.charAt(at))) {
            if (value > LARGEST) {
                at = format.length();
                return Flags.ABSENT;
            }
            value = Math.max(0, value) * 10 + format.charAt(at++) - '0';
        }
        return value;
    }

    /** {@code [3]}: the argument to take next. */
    private void argumentNumber() {
        afterNumber = false;
        if (at >= format.length() || format.charAt(at) != '[') {
            return;
        }
        reordered = true;
        int close = format.indexOf(']', at + 1);
        if (format.length() - at < 3 || close < 0) {
            goodNumber = false;
            at++;
            return;
        }
        int index = index(format.substring(at + 1, close));
        at = close + 1;
        if (index >= 0 && index < arguments.size()) {
            next = index;
            afterNumber = true;
        } else {
            goodNumber = false;
            afterNumber = index != Integer.MIN_VALUE;
        }
    }

    private static int index(String digits) {
        boolean number = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || digits.length() > 9 || Integer.parseInt(digits) > 10 * LARGEST + 9) {
            return Integer.MIN_VALUE;
        }
        return Integer.parseInt(digits) - 1;
    }

    private void extraArguments() {
        printer.formatter().use(new Flags());
        out.add("%!(EXTRA ");
        for (int i = next; i < arguments.size(); i++) {
            out.add(i > next ? ", " : "");
            Object value = arguments.get(i);
            if (value != GoNil.INVALID) {
                out.add(Types.name(value)).add("=");
            }
            printer.argument(value, 'v');
        }
        out.add(")");
    }
}
