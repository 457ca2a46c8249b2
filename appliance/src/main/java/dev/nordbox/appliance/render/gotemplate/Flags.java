package dev.nordbox.appliance.render.gotemplate;

/** What stands between the percent sign and the verb. */
final class Flags {
    static final int ABSENT = -1;

    boolean minus;
    boolean plus;
    boolean sharp;
    boolean space;
    boolean zero;

    /** {@code %#v}, which means something else than sharp does alone. */
    boolean sharpV;

    int width = ABSENT;
    int precision = ABSENT;

    /** Takes the character if it is a flag. */
    boolean take(char c) {
        switch (c) {
            case '-' -> minus = true;
            case '+' -> plus = true;
            case '#' -> sharp = true;
            case ' ' -> space = true;
            case '0' -> zero = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    void forVerb(int verb) {
        if (verb == 'v') {
            sharpV = sharp;
            sharp = false;
            plus = false; // %+v names fields, of which no value here has any
        }
    }

    boolean padsWithZeros() {
        return zero && !minus;
    }
}
