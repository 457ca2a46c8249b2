package dev.nordbox.appliance.render.gotemplate;

import java.util.List;

/** {@code eq}, {@code lt} and their kin: values of one basic kind, or a failure. */
final class Comparison {
    private enum Basic {
        NONE,
        BOOL,
        COMPLEX,
        SIGNED,
        FLOAT,
        STRING,
        UNSIGNED
    }

    private Comparison() {}

    /** Whether the first equals any of the others. */
    static boolean equal(Meter meter, Object first, List<Object> others) {
        Object left = Iface.strip(first);
        if (others.isEmpty()) {
            throw Failure.plain("missing argument for comparison");
        }
        for (Object other : others) {
            if (equal(meter, left, Iface.strip(other))) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(Meter meter, Object left, Object right) {
        Basic kind = basic(left);
        if (kind != basic(right)) {
            if (left instanceof GoInt a && right instanceof GoInt b) {
                return a.value() >= 0 && a.value() == b.value();
            }
            if (left == GoNil.INVALID || right == GoNil.INVALID) {
                return false;
            }
            throw incompatible(left, right);
        }
        switch (kind) {
            case SIGNED, UNSIGNED:
                return ((GoInt) left).value() == ((GoInt) right).value();
            case FLOAT:
                return ((Double) left).doubleValue() == ((Double) right).doubleValue();
            case COMPLEX:
                return ((GoComplex) left).sameAs((GoComplex) right);
            case BOOL, STRING:
                return left.equals(right);
            default:
                return equalOther(meter, left, right);
        }
    }

    private static boolean equalOther(Meter meter, Object left, Object right) {
        boolean oneIsNothing = left == GoNil.INVALID || right == GoNil.INVALID;
        if (!oneIsNothing && !Types.kind(left).equals(Types.kind(right))) {
            throw Failure.revealing(
                    "non-comparable types "
                            + shown(meter, left)
                            + ": "
                            + Types.name(left)
                            + ", "
                            + Types.name(right)
                            + ": "
                            + Printer.print(meter, right),
                    "non-comparable types " + Types.name(left) + ", " + Types.name(right));
        }
        if (isNil(left) || isNil(right)) {
            return isNil(left) == isNil(right);
        }
        if (left instanceof GoVersion) {
            // Go compares the pointers.
            return left == right;
        }
        if (left instanceof GoTime) {
            return left.equals(right);
        }
        throw Failure.revealing(
                "non-comparable type " + shown(meter, right) + ": " + Types.name(right),
                "non-comparable type " + Types.name(right));
    }

    private static String shown(Meter meter, Object value) {
        return Printf.format(meter, "%s", List.of(value));
    }

    private static boolean isNil(Object value) {
        return value == GoNil.INVALID
                || value instanceof GoMap map && map.isNil()
                || value instanceof GoSlice slice && slice.nil();
    }

    static boolean less(Object first, Object second) {
        Object left = Iface.strip(first);
        Object right = Iface.strip(second);
        Basic kind = basic(left);
        Basic other = basic(right);
        if (kind == Basic.NONE || other == Basic.NONE) {
            throw badType();
        }
        if (kind != other) {
            if (left instanceof GoInt a && right instanceof GoInt b) {
                return a.isSigned()
                        ? a.value() < 0 || Long.compareUnsigned(a.value(), b.value()) < 0
                        : b.value() >= 0 && Long.compareUnsigned(a.value(), b.value()) < 0;
            }
            throw incompatible(left, right);
        }
        return switch (kind) {
            case SIGNED -> ((GoInt) left).value() < ((GoInt) right).value();
            case UNSIGNED ->
                    Long.compareUnsigned(((GoInt) left).value(), ((GoInt) right).value()) < 0;
            case FLOAT -> (Double) left < (Double) right;
            case STRING -> ((String) left).compareTo((String) right) < 0;
            default -> throw badType();
        };
    }

    private static Failure badType() {
        return Failure.plain("invalid type for comparison");
    }

    private static Failure incompatible(Object left, Object right) {
        return Failure.plain(
                "incompatible types for comparison: "
                        + Types.name(left)
                        + " and "
                        + Types.name(right));
    }

    private static Basic basic(Object value) {
        if (value instanceof String) {
            return Basic.STRING;
        } else if (value instanceof GoInt number) {
            return number.isSigned() ? Basic.SIGNED : Basic.UNSIGNED;
        } else if (value instanceof Double) {
            return Basic.FLOAT;
        } else if (value instanceof Boolean) {
            return Basic.BOOL;
        }
        return value instanceof GoComplex ? Basic.COMPLEX : Basic.NONE;
    }
}
