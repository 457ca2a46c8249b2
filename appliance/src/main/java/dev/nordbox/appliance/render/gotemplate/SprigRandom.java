package dev.nordbox.appliance.render.gotemplate;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Sprig's functions that answer by chance. */
final class SprigRandom {
    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private SprigRandom() {}

    static void addTo(Functions.Table table) {
        table.addWorldly("randNumeric", "int", characters(DIGITS));
        table.addWorldly("randAlpha", "int", characters(LETTERS));
        table.addWorldly("randAlphaNum", "int", characters(LETTERS + DIGITS));
        table.addWorldly("randAscii", "int", characters(printable()));
        table.addWorldly("randBytes", "int", SprigRandom::bytes);
        table.addWorldly("randInt", "int int", SprigRandom::integer);
        table.addWorldly("shuffle", "string", SprigRandom::shuffled);
        table.addWorldly(
                "uuidv4",
                "",
                (scope, args) -> {
                    RandomGenerator random = scope.world().random();
                    long high = random.nextLong() & ~0xF000L | 0x4000L;
                    long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
                    return new UUID(high, low).toString();
                });
    }

    private static String printable() {
        StringBuilder all = new StringBuilder();
        for (char c = ' '; c < 0x7F; c++) {
            all.append(c);
        }
        return all.toString();
    }

    private static Function.Body characters(String alphabet) {
        return (scope, args) -> {
            long count = Math.max(0, args.integer(0));
            scope.meter().grow(0, count);
            StringBuilder out = new StringBuilder();
            for (long i = 0; i < count; i++) {
                out.append(alphabet.charAt(scope.world().random().nextInt(alphabet.length())));
            }
            return out.toString();
        };
    }

    private static Object bytes(Scope scope, Args args) {
        if (args.integer(0) < 0) {
            throw Failure.plain("runtime error: makeslice: len out of range");
        }
        scope.meter().grow(0, args.integer(0) * 4 / 3);
        byte[] bytes = new byte[(int) args.integer(0)];
        scope.world().random().nextBytes(bytes);
        return Base64Text.encode(Runes.ofBytes(bytes));
    }

    private static Object integer(Scope scope, Args args) {
        long range = args.integer(1) - args.integer(0);
        if (range <= 0) {
            throw Failure.plain("invalid argument to Intn");
        }
        return GoInt.of(scope.world().random().nextLong(range) + args.integer(0));
    }

    private static Object shuffled(Scope scope, Args args) {
        int[] runes = Runes.list(args.string(0));
        for (int i = runes.length - 1; i > 0; i--) {
            int other = scope.world().random().nextInt(i + 1);
            int held = runes[i];
            runes[i] = runes[other];
            runes[other] = held;
        }
        return Runes.of(runes);
    }
}
