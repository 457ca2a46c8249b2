package dev.nordbox.installer.steps;

import java.math.BigInteger;

/** A program that does what RSA does, until its input ends. */
final class Powers {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(1023).setBit(0);
    private static final BigInteger EXPONENT = BigInteger.ONE.shiftLeft(1000).setBit(500);

    private Powers() {}

    public static void main(String[] arguments) throws Exception {
        BigInteger value = BigInteger.TEN;
        while (System.in.available() == 0) {
            value = value.modPow(EXPONENT, MODULUS).add(BigInteger.TWO);
        }
    }
}
