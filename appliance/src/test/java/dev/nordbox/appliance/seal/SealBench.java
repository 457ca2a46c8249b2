package dev.nordbox.appliance.seal;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Values sealed and unsealed in a second of CPU time, one thread, key of 4096 bits; see {@code
 * ci/bench-secrets}.
 */
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
        warm(unseal, 300);
        warm(seal, 3000);
        System.out.printf(
                Locale.ROOT,
                "unseal %.1f%nseal %.1f%n",
                perSecond(unseal, seconds),
                perSecond(seal, seconds));
    }

    /** By number, not by time: on a busy machine nothing would be compiled yet. */
    private static void warm(Work work, int times) throws SealingException {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }

    private interface Work {
        void run() throws SealingException;
    }

    private static double perSecond(Work work, int seconds) throws SealingException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        int done = 0;
        while (System.nanoTime() < end) {
            work.run();
            done++;
        }
        return done * 1e9 / (threads.getCurrentThreadCpuTime() - before);
    }
}
