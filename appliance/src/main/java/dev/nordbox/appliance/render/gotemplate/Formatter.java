package dev.nordbox.appliance.render.gotemplate;

import java.util.Locale;

/** Single values under a verb, as Go's {@code fmt} pads and marks them. */
final class Formatter {
    private final Text out;
    private Flags flags = new Flags();

    Formatter(Text out) {
        this.out = out;
    }

    void use(Flags next) {
        flags = next;
    }

    Flags flags() {
        return flags;
    }

    /** {@code %#U}: {@code U+0041 'A'}. */
    static String unicode(int rune) {
        String name = String.format(Locale.ROOT, "U+%04X", rune);
        return Letters.isPrint(rune) ? name + " '" + Runes.of(rune) + "'" : name;
    }

    void pad(String bytes) {
        pad(bytes, flags.padsWithZeros());
    }

    private void pad(String bytes, boolean zeros) {
        int missing = flags.width <= 0 ? 0 : flags.width - Runes.count(bytes);
        if (flags.minus) {
            out.add(bytes).repeat(" ", missing);
        } else {
            out.repeat(zeros ? "0" : " ", missing).add(bytes);
        }
    }

    boolean string(String value, int verb) {
        switch (verb) {
            case 'v', 's' -> {
                if (flags.sharpV) {
                    quoted(value);
                } else {
                    pad(truncated(value));
                }
            }
            case 'q' -> quoted(value);
            case 'x', 'X' -> hex(value, verb == 'X');
            default -> {
                return false;
            }
        }
        return true;
    }

    private String truncated(String value) {
        if (flags.precision == Flags.ABSENT) {
            return value;
        }
        int end = 0;
        for (int left = flags.precision; left > 0 && end < value.length(); left--) {
            end += Runes.width(value, end);
        }
        return value.substring(0, end);
    }

    private void quoted(String value) {
        String text = truncated(value);
        boolean raw = flags.sharp && Quoting.fitsBackquotes(text);
        pad(raw ? "`" + text + "`" : Quoting.quote(text, '"', flags.plus));
    }

    private void hex(String value, boolean upper) {
        int length = value.length();
        if (flags.precision != Flags.ABSENT) {
            length = Math.min(length, flags.precision);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(i > 0 && flags.space ? " " : "");
            text.append(flags.sharp && (i == 0 || flags.space) ? "0x" : "");
            text.append(Character.forDigit(value.charAt(i) >> 4, 16));
            text.append(Character.forDigit(value.charAt(i) & 15, 16));
        }
        pad(upper ? text.toString().toUpperCase(Locale.ROOT) : text.toString());
    }

    boolean bool(boolean value, int verb) {
        if (verb != 't' && verb != 'v') {
            return false;
        }
        pad(Boolean.toString(value));
        return true;
    }

    boolean integer(GoInt value, int verb) {
        switch (verb) {
            case 'v' -> {
                boolean hex = flags.sharpV && !value.isSigned();
                digits(value, hex ? 16 : 10, hex ? "0x" : "", false);
            }
            case 'd' -> digits(value, 10, "", false);
            case 'b' -> digits(value, 2, flags.sharp ? "0b" : "", false);
            case 'o', 'O' -> digits(value, 8, verb == 'O' ? "0o" : "", false);
            case 'x' -> digits(value, 16, flags.sharp ? "0x" : "", false);
            case 'X' -> digits(value, 16, flags.sharp ? "0X" : "", true);
            case 'c' -> pad(Runes.of(rune(value)));
            case 'q' -> pad(Quoting.quoteRune(rune(value), flags.plus));
            case 'U' -> pad(codePoint(value), false);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int rune(GoInt value) {
        boolean valid = value.value() >= 0 && value.value() <= Runes.MAX;
        return valid ? (int) value.value() : Runes.ERROR;
    }

    private void digits(GoInt value, int base, String prefix, boolean upper) {
        if (flags.precision == 0 && value.value() == 0) {
            out.repeat(" ", flags.width);
            return;
        }
        boolean negative = value.isSigned() && value.value() < 0;
        String sign = negative ? "-" : flags.plus ? "+" : flags.space ? " " : "";
        String digits = Long.toUnsignedString(negative ? -value.value() : value.value(), base);
        int least = flags.precision;
        if (least == Flags.ABSENT && flags.padsWithZeros() && flags.width != Flags.ABSENT) {
            least = flags.width - sign.length();
        }
        String zeros = "0".repeat(Math.max(0, least - digits.length()));
        String number = zeros + (upper ? digits.toUpperCase(Locale.ROOT) : digits);
        boolean octalMark = base == 8 && flags.sharp && !number.startsWith("0");
        pad(sign + prefix + (octalMark ? "0" : "") + number, false);
    }

    private String codePoint(GoInt value) {
        String digits = Long.toHexString(value.value()).toUpperCase(Locale.ROOT);
        int least = Math.max(4, flags.precision);
        String text = "U+" + "0".repeat(Math.max(0, least - digits.length())) + digits;
        boolean known = value.value() >= 0 && value.value() <= Runes.MAX;
        boolean shown = flags.sharp && known && Letters.isPrint((int) value.value());
        return shown ? text + " '" + Runes.of((int) value.value()) + "'" : text;
    }

    boolean real(double value, int verb) {
        switch (verb) {
            case 'v' -> number(value, 'g', FloatText.SHORTEST);
            case 'b', 'g', 'G', 'x', 'X' -> number(value, (char) verb, FloatText.SHORTEST);
            case 'f', 'e', 'E' -> number(value, (char) verb, 6);
            case 'F' -> number(value, 'f', 6);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void number(double value, char verb, int usual) {
        int precision = flags.precision == Flags.ABSENT ? usual : flags.precision;
        String text = FloatText.format(value, verb, precision);
        String sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "+";
        String number = text.startsWith(sign) ? text.substring(1) : text;
        if (flags.space && sign.equals("+") && !flags.plus) {
            sign = " ";
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            boolean signed = Double.isInfinite(value) || flags.space || flags.plus;
            pad(signed ? sign + number : number, false);
            return;
        }
        if (flags.sharp && verb != 'b') {
            number = SharpFloat.withPoint(number, verb, precision);
        }
        boolean shown = flags.plus || !sign.equals("+");
        int length = number.length() + 1;
        if (shown && flags.padsWithZeros() && flags.width > length) {
            out.add(sign).repeat("0", flags.width - length).add(number);
        } else {
            pad(shown ? sign + number : number);
        }
    }

    boolean complex(GoComplex value, int verb) {
        if ("vbgGxXfFeE".indexOf(verb) < 0) {
            return false;
        }
        boolean plus = flags.plus;
        out.add("(");
        real(value.real(), verb);
        flags.plus = true;
        real(value.imaginary(), verb);
        out.add("i)");
        flags.plus = plus;
        return true;
    }
}
