package dev.nordbox.appliance.render.gotemplate;

/** A complex number. Templates can write one ({@code 1+2i}) and print it; little else. */
record GoComplex(double real, double imaginary) {
    boolean isZero() {
        return real == 0 && imaginary == 0;
    }

    boolean sameAs(GoComplex other) {
        return real == other.real && imaginary == other.imaginary;
    }
}
