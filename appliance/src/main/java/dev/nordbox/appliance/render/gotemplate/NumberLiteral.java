package dev.nordbox.appliance.render.gotemplate;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A number or character as written in a template, and every type it can stand for. */
record NumberLiteral(
        String text,
        OptionalLong integer,
        OptionalLong unsigned,
        OptionalDouble real,
        Optional<GoComplex> complex) {
    /** What is no number has none of these values. */
    static final NumberLiteral NONE =
            new NumberLiteral(
                    "",
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalDouble.empty(),
                    Optional.empty());

    static NumberLiteral ofCharacter(String literal) {
        int rune = Quoting.unquoteRune(literal);
        return new NumberLiteral(
                literal,
                OptionalLong.of(rune),
                OptionalLong.of(rune),
                OptionalDouble.of(rune),
                Optional.empty());
    }

    static NumberLiteral ofComplex(String literal) {
        int split = literal.length() - 2;
        while (split > 0 && !splitsAt(literal, split)) {
            split--;
        }
        OptionalDouble real = GoNumbers.parseFloat(literal.substring(0, split));
        OptionalDouble imaginary =
                GoNumbers.parseFloat(literal.substring(split, literal.length() - 1));
        if (real.isEmpty() || imaginary.isEmpty()) {
            throw Failure.plain("syntax error scanning complex number");
        }
        return of(literal, new GoComplex(real.getAsDouble(), imaginary.getAsDouble()));
    }

    private static boolean splitsAt(String literal, int i) {
        char c = literal.charAt(i);
        char before = Character.toLowerCase(literal.charAt(i - 1));
        boolean hex = literal.startsWith("0x") || literal.startsWith("0X");
        return (c == '+' || c == '-') && before != 'p' && (before != 'e' || hex);
    }

    private static NumberLiteral of(String text, GoComplex complex) {
        boolean isReal = complex.imaginary() == 0;
        double real = complex.real();
        return new NumberLiteral(
                text,
                isReal ? whole(real) : OptionalLong.empty(),
                isReal ? wholeUnsigned(real) : OptionalLong.empty(),
                isReal ? OptionalDouble.of(real) : OptionalDouble.empty(),
                Optional.of(complex));
    }

    static NumberLiteral of(String text) {
        if (text.endsWith("i")) {
            OptionalDouble imaginary = GoNumbers.parseFloat(text.substring(0, text.length() - 1));
            if (imaginary.isPresent()) {
                return of(text, new GoComplex(0, imaginary.getAsDouble()));
            }
        }
        OptionalLong integer = GoNumbers.parseInteger(text, 0);
        OptionalLong unsigned = GoNumbers.parseUnsigned(text, 0);
        if (integer.isPresent() && integer.getAsLong() == 0) {
            unsigned = OptionalLong.of(0);
        }
        OptionalDouble real = OptionalDouble.empty();
        if (integer.isPresent()) {
            real = OptionalDouble.of(integer.getAsLong());
        } else if (unsigned.isPresent()) {
            real =
                    OptionalDouble.of(
                            new BigDecimal(Long.toUnsignedString(unsigned.getAsLong()))
                                    .doubleValue());
        } else {
            real = GoNumbers.parseFloat(text);
            if (real.isPresent()) {
                if (!looksReal(text)) {
                    throw Failure.plain("integer overflow: " + Quoting.quote(text));
                }
                integer = whole(real.getAsDouble());
                unsigned = wholeUnsigned(real.getAsDouble());
            }
        }
        if (integer.isEmpty() && unsigned.isEmpty() && real.isEmpty()) {
            throw Failure.plain("illegal number syntax: " + Quoting.quote(text));
        }
        return new NumberLiteral(text, integer, unsigned, real, Optional.empty());
    }

    private static boolean looksReal(String text) {
        return text.chars().anyMatch(c -> ".eEpP".indexOf(c) >= 0);
    }

    private static OptionalLong whole(double value) {
        return GoNumbers.toLong(value) == value
                ? OptionalLong.of(GoNumbers.toLong(value))
                : OptionalLong.empty();
    }

    private static OptionalLong wholeUnsigned(double value) {
        boolean fits = value >= 0 && value < 0x1p64 && Math.rint(value) == value;
        return fits ? OptionalLong.of(new BigDecimal(value).longValue()) : OptionalLong.empty();
    }

    /** The value where nothing says which type is asked for: the way it is written decides. */
    Object ideal() {
        if (complex.isPresent()) {
            return complex.get();
        }
        boolean character = text.startsWith("'");
        boolean hex =
                text.length() > 2
                        && (text.startsWith("0x") || text.startsWith("0X"))
                        && text.indexOf('p') < 0
                        && text.indexOf('P') < 0;
        if (real.isPresent() && !hex && !character && looksReal(text)) {
            return real.getAsDouble();
        }
        if (integer.isPresent()) {
            return GoInt.of(integer.getAsLong());
        }
        throw Failure.plain(text + " overflows int");
    }
}
