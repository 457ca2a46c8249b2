package dev.nordbox.appliance.render.gotemplate;

/** Finds where a number ends. Takes some that are none ({@code 089}); reading them tells. */
final class NumberScanner {
    private static final String DECIMAL = "0123456789_";
    private static final String HEX = "0123456789abcdefABCDEF_";

    private final String input;
    private int at;

    NumberScanner(String input, int at) {
        this.input = input;
        this.at = at;
    }

    int position() {
        return at;
    }

    int peek() {
        return at < input.length() ? Runes.at(input, at) : -1;
    }

    boolean endsIn(char c) {
        return input.charAt(at - 1) == c;
    }

    boolean scan() {
        accept("+-");
        String digits = DECIMAL;
        if (accept("0")) {
            if (accept("xX")) {
                digits = HEX;
            } else if (accept("oO")) {
                digits = "01234567_";
            } else if (accept("bB")) {
                digits = "01_";
            }
        }
        acceptRun(digits);
        if (accept(".")) {
            acceptRun(digits);
        }
        boolean exponent = digits.equals(DECIMAL) && accept("eE");
        if (exponent || digits.equals(HEX) && accept("pP")) {
            accept("+-");
            acceptRun(DECIMAL);
        }
        accept("i");
        int next = peek();
        if (next >= 0 && Letters.isAlphaNumeric(next)) {
            at += Runes.width(input, at);
            return false;
        }
        return true;
    }

    private boolean accept(String valid) {
        if (at < input.length() && valid.indexOf(input.charAt(at)) >= 0) {
            at++;
            return true;
        }
        return false;
    }

    private void acceptRun(String valid) {
        while (accept(valid)) {
            // taken
        }
    }
}
