package dev.nordbox.appliance.seal;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Values sealed and unsealed a second, one thread, key of 4096 bits; see {@code ci/bench-seal}. */
public final class SealBench {
    private static final Label LABEL = new Label(Scope.STRICT, "myns", "mysecret");
    private static final byte[] VALUE = "s3cr3t".repeat(10).getBytes(StandardCharsets.UTF_8);

    private SealBench() {}

    public static void main(String[] arguments) throws Exception {
        int seconds = Integer.parseInt(arguments[0]);
        SealingKey key = Vectors.keyA();
        SecureRandom random = new SecureRandom();
        String sealed = SealedItem.seal(key.certificate(), LABEL, VALUE, random).base64();
        KeyRing ring = new KeyRing(List.of(key));
        Unlocking unlocking = new Unlocking(ring, Integer.MAX_VALUE);
        Work unseal =
                () -> {
                    Optional<Unlocking.Opened> opened =
                            unlocking.open(SealedItem.parse(sealed), LABEL);
                    if (opened.isEmpty()) {
                        throw new IllegalStateException();
                    }
                };
        Work seal = () -> SealedItem.seal(key.certificate(), LABEL, VALUE, random).base64();
        perSecond(unseal, seconds);
        perSecond(seal, seconds); // warm
        System.out.printf(
                Locale.ROOT,
                "unseal %.1f%nseal %.1f%n",
                perSecond(unseal, seconds),
                perSecond(seal, seconds));
    }

    private interface Work {
        void run() throws SealingException;
    }

    private static double perSecond(Work work, int seconds) throws SealingException {
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        int done = 0;
        while (System.nanoTime() < end) {
            work.run();
            done++;
        }
        return done * 1e9 / (System.nanoTime() - start);
    }
}
